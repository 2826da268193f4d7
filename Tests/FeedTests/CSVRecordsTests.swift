import Feed
import Interactions
import Testing

@Suite struct `Rows as CSV` {
    @Test func `have a header, quotes where they are needed, and nothing for null`() throws {
        var records = CSVRecords(.introduction)
        let header = String(decoding: records.take(), as: UTF8.self)
        #expect(header.hasPrefix("introduction_id,op,schema_version,tenant_id,store_epoch,record_id,"))
        #expect(header.hasSuffix(",sequence\r\n"))
        records.begin(.introduction)
        records.add(KeyedHash(high: 0, low: 255))
        for text in ["plain", "a,b", "\"", "", "x\ny", "é"] { records.add(text) }
        records.addNull()
        records.add(-7)
        records.add(true)
        records.add(Timestamp(microseconds: 1_500_000))
        records.end()
        #expect(
            String(decoding: records.finish(), as: UTF8.self)
                == "000000000000000000000000000000ff,plain,\"a,b\",\"\"\"\",\"\",\"x\ny\",é,,-7,true,1970-01-01T00:00:01.5Z\r\n"
        )
    }

    @Test(
        arguments: [
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""), ("@SUM(1)", "'@SUM(1)"), ("+1", "'+1"), ("-1", "'-1"),
            ("\t=1", "'?=1"), ("\r=1", "'?=1"), ("a=1", "a=1"), ("a\u{202E}b", "a?b"), ("\u{1B}[31m", "?[31m"),
            ("'=1", "'=1"), ("\u{301}=1", "\u{301}=1"),
        ]
    )
    func `are nothing that a spreadsheet would run`(text: String, cell: String) {
        var records = CSVRecords(.introduction)
        _ = records.take()
        records.begin(.introduction)
        records.add(text)
        records.end()
        #expect(String(decoding: records.finish(), as: UTF8.self) == cell + "\r\n")
    }
}
