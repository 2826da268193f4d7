import Interactions
import Testing

@Suite struct `Timestamps in ISO 8601` {
    @Test(
        "are read to the microsecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:00", 0),
            ("2013-08-29T15:22:10Z", 1_377_789_730_000_000),
            ("2026-11-23T10:00:00.1Z", 1_795_428_000_100_000),
            ("2026-11-23T10:00:00.123456Z", 1_795_428_000_123_456),
            ("2026-11-23T10:00:00.1234567Z", 1_795_428_000_123_456),
            ("2026-11-23T10:00:00.999999999", 1_795_428_000_999_999),
            ("2026-11-23T10:00:00+01:00", 1_795_424_400_000_000),
            ("2026-11-23T10:00:00-05:30", 1_795_447_800_000_000),
            ("2026-11-23T10:00:00.5+14:00", 1_795_377_600_500_000),
            ("1969-12-31T23:59:59.999999Z", -1),
            ("1969-12-31T23:00:00-01:00", 0),
            ("2000-02-29T00:00:00Z", 951_782_400_000_000),
            ("2024-02-29T12:00:00Z", 1_709_208_000_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
            ("2024-02-29t12:00:00z", 1_709_208_000_000_000),
        ] as [(String, Int64)]
    )
    func reading(text: String, microseconds: Int64) {
        #expect(Timestamp(iso8601: text) == Timestamp(microseconds: microseconds))
    }

    @Test(
        "are refused unless every part is there and possible",
        arguments: [
            "", "2026", "2026-11-23", "2026-11-23T10:00Z", "2026-11-23 10:00:00Z", "2026-11-23U10:00:00Z",
            "2026-11-23T10:00:00y", " 2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z ", "2026-11-23T10:00:00ZZ",
            "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z",
            "2026-04-31T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "0000-01-01T00:00:00Z",
            "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00+14:01", "2026-01-01T00:00:00+15:00",
            "2026-01-01T00:00:00+01:60", "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00+01", "-026-01-01T00:00:00Z",
            "12026-01-01T00:00:00Z", "2026-1-01T00:00:00Z", "2026-01-01T00:00:0xZ", "２026-01-01T00:00:00Z",
            "2026/01/01T00:00:00Z", "2026-01-01T00.00.00Z", "2026-01-01T00:00:00,5Z",
        ]
    )
    func refusing(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test(
        "are written in UTC with as much fraction as there is",
        arguments: [
            (0, "1970-01-01T00:00:00Z"),
            (1_795_428_000_000_000, "2026-11-23T10:00:00Z"),
            (1_795_428_000_100_000, "2026-11-23T10:00:00.1Z"),
            (1_795_428_000_000_001, "2026-11-23T10:00:00.000001Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
            (253_402_300_800_000_000, "10000-01-01T00:00:00Z"),
        ] as [(Int64, String)]
    )
    func writing(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).iso8601 == text)
    }

    @Test func `come back as they were written, on every day of eight hundred years`() {
        for day in -146_097..<146_097 {
            let timestamp = Timestamp(microseconds: Int64(day) * 86_400_000_000 + Int64(day.magnitude))
            #expect(Timestamp(iso8601: timestamp.iso8601) == timestamp)
        }
    }

    @Test func `agree day by day with the length of the months`() {
        var expected = Timestamp(microseconds: -2_208_988_800_000_000)  // 1900-01-01
        for year in 1900...2100 {
            let isLeap = year == 2000 || (year % 4 == 0 && year % 100 != 0)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...length {
                    let number = 10_000 + (month + 1) * 100 + day
                    let digits = String(number).dropFirst()
                    let text = "\(year)-\(digits.prefix(2))-\(digits.suffix(2))T00:00:00Z"
                    #expect(Timestamp(iso8601: text) == expected)
                    expected = expected.advanced(by: .seconds(86_400))
                }
            }
        }
    }
}
