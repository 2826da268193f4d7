import Connector
import Feed
import FoundationEssentials
import Interactions
import Testing

@Suite struct `Rows as CloudEvents` {
    private func events(_ stream: FeedStream, tenant: String = "contoso", _ rows: [DerivedRow]) throws -> [String] {
        let epoch = try #require(StoreEpoch("0123456789abcdef0123456789abcdef"))
        let origin = FeedOrigin(tenant: tenant, epoch: epoch, naming: { _ in KeyedHash(high: 3, low: 4) })
        var records = JSONRecords(in: .cloudEvents(isKeyed: false))
        for row in rows { records.add(row, of: stream, from: origin) }
        return String(decoding: records.take(), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func person(_ key: UInt64, _ sequence: Int64, isGone: Bool = false) -> DerivedRow {
        var content = DerivedContent()
        for text in ["zoe@fabrikam.example", nil, "Zoe", nil, nil] { content.add(text) }
        return DerivedRow(
            key: KeyedHash(high: key, low: 10),
            sequence: sequence,
            content: isGone ? nil : content.bytes
        )
    }

    @Test func `have the row as their data, and are named by its key and its sequence`() throws {
        let lines = try events(.person, [person(1, 7), person(2, 11, isGone: true)])
        let row = """
            "schema_version":2,"tenant_id":"contoso","store_epoch":"0123456789abcdef0123456789abcdef"
            """
        #expect(
            lines == [
                """
                {"specversion":"1.0","datacontenttype":"application/json","data":{\
                "address_id":"0000000000000001000000000000000a","op":"upsert",\(row),\
                "address":"zoe@fabrikam.example","person_id":null,"name":"Zoe","crm_type":null,"crm_id":null,\
                "sequence":7},"type":"rapport.person.upsert",\
                "source":"/rapport/contoso/0123456789abcdef0123456789abcdef",\
                "subject":"0000000000000001000000000000000a","id":"0000000000000001000000000000000a-7",\
                "sequence":"0000000000000000007","partitionkey":"0000000000000001000000000000000a"}
                """,
                """
                {"specversion":"1.0","datacontenttype":"application/json","data":{\
                "address_id":"0000000000000002000000000000000a","op":"delete",\(row),\
                "address":null,"person_id":null,"name":null,"crm_type":null,"crm_id":null,\
                "sequence":11},"type":"rapport.person.delete",\
                "source":"/rapport/contoso/0123456789abcdef0123456789abcdef",\
                "subject":"0000000000000002000000000000000a","id":"0000000000000002000000000000000a-11",\
                "sequence":"0000000000000000011","partitionkey":"0000000000000002000000000000000a"}
                """,
            ]
        )
    }

    @Test(arguments: [
        ("contoso", "contoso"), ("a b/c", "a%20b%2Fc"), ("\"\\\n\u{301}", "%22%5C%0A%CC%81"), ("", ""), ("Ü", "%C3%9C"),
        ("x.y-Z0_", "x.y-Z0%5F"),
    ])
    func `come from a source whose name is a path, whatever the tenant's is`(tenant: String, segment: String) throws {
        let line = try #require(try events(.person, tenant: tenant, [person(1, 1)]).first)
        #expect(line.contains("\"source\":\"/rapport/\(segment)/0123456789abcdef0123456789abcdef\""))
        #expect(throws: Never.self) { try JSONDecoder().decode(Event.self, from: Data(line.utf8)) }
    }

    private struct Event: Decodable {
        let id: String
        let partitionkey: String
        let data: [String: Scalar]
    }

    @Test func `of an interaction and its participants go the same way, and so do their deletions`() throws {
        let id = InteractionID(KeyedHash(high: 0xAB, low: .max))
        let epoch = try #require(StoreEpoch(String(repeating: "0", count: 32)))
        let origin = FeedOrigin(tenant: "t", epoch: epoch, naming: { _ in KeyedHash(high: 3, low: 4) })
        let interaction = Interaction(
            id: id,
            kind: .email,
            direction: .inbound,
            occurredAt: Timestamp(microseconds: 0),
            internalCount: 0,
            externalCount: 1,
            participants: [Participant(role: .sender, address: .directory("/o=x"), isInternal: false)]
        )
        var records = JSONRecords(in: .cloudEvents(isKeyed: false))
        for operation in [.upsert(interaction), .delete(id)] as [InteractionRecord.Operation] {
            let record = InteractionRecord(operation, sequence: 1, decision: nil, mostParticipants: 2)
            records.add(interaction: record, of: origin)
            records.add(participants: record, of: origin, tellsDeletions: true)
        }
        let events = try records.take().split(separator: 0x0A).map {
            try JSONDecoder().decode(Event.self, from: Data($0))
        }
        #expect(events.count == 6)
        #expect(Set(events.map(\.partitionkey)) == ["00000000000000ab"])
        #expect(Set(events.map(\.id)).count == 3)
    }

    @Test func `have their key before a tab, for a producer that reads lines`() throws {
        let epoch = try #require(StoreEpoch(String(repeating: "0", count: 32)))
        let origin = FeedOrigin(tenant: "t\t", epoch: epoch, naming: { _ in KeyedHash(high: 3, low: 4) })
        let rows = [person(1, 7), person(2, 8, isGone: true)]
        func lines(_ isKeyed: Bool) -> [Substring] {
            var records = JSONRecords(in: .cloudEvents(isKeyed: isKeyed))
            for row in rows { records.add(row, of: .person, from: origin) }
            return String(decoding: records.take(), as: UTF8.self).split(separator: "\n")
        }
        let keys = ["0000000000000001000000000000000a", "0000000000000002000000000000000a"]
        #expect(lines(true) == zip(keys, lines(false)).map { "\($0)\t\($1)" }.map { $0[...] })
        #expect(lines(false).allSatisfy { !$0.contains("\t") })
    }
}
