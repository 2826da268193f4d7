import Connector
import Feed
import FoundationEssentials
import Interactions
import Testing

@Suite struct `Records as NDJSON` {
    private static let epoch = "0123456789abcdef0123456789abcdef"

    private func origin(_ tenant: String = "contoso") throws -> FeedOrigin {
        let epoch = try #require(StoreEpoch(Self.epoch))
        return FeedOrigin(tenant: tenant, epoch: epoch, naming: { _ in KeyedHash(high: 3, low: 4) })
    }

    private func interaction(_ record: InteractionRecord, tenant: String = "contoso") throws -> [UInt8] {
        var writer = JSONRecords()
        writer.add(interaction: record, of: try origin(tenant))
        return writer.take()
    }

    private func participants(_ record: InteractionRecord, tellsDeletions: Bool = true) throws -> [UInt8] {
        var writer = JSONRecords()
        writer.add(participants: record, of: try origin(), tellsDeletions: tellsDeletions)
        return writer.take()
    }

    @Test func `say everything about an interaction in one line`() throws {
        let line = try interaction(InteractionRecord(.upsert(try meeting()), sequence: 7, decision: "v1-listed"))
        #expect(
            String(decoding: line, as: UTF8.self) == """
                {"interaction_id":"0123456789abcdeffedcba9876543210","op":"upsert","schema_version":2,\
                "tenant_id":"contoso","store_epoch":"0123456789abcdef0123456789abcdef",\
                "kind":"meeting","direction":"outbound",\
                "occurred_at":"2026-11-23T10:00:00Z","occurred_at_us":1795428000000000,"duration_s":1800,\
                "in_exchange":true,"in_crm":false,"conversation_id":"0000000000000001000000000000000a",\
                "is_reply":false,"is_automated":false,"is_bulk":false,"is_private":false,"is_cancelled":false,\
                "is_all_day":false,"is_recurring":true,"internal_count":1,"external_count":2,"truncated":false,\
                "regarding_type":null,"regarding_id":null,"decision_id":"v1-listed","sequence":7}

                """
        )
    }

    @Test func `have a line for each participant, and for each place that nobody has any more`() throws {
        let record = InteractionRecord(.upsert(try meeting()), sequence: 7, decision: nil, mostParticipants: 4)
        let common = """
            "schema_version":2,"tenant_id":"contoso","store_epoch":"0123456789abcdef0123456789abcdef"
            """
        let id = "\"interaction_id\":\"0123456789abcdeffedcba9876543210\""
        let address = "\"address_id\":\"00000000000000030000000000000004\""
        let lines = String(decoding: try participants(record), as: UTF8.self).split(separator: "\n")
        let keys = lines.map { $0.prefix(51) }
        #expect(Set(keys).count == 4)
        #expect(keys.allSatisfy { $0.hasPrefix("{\"participant_id\":\"0123456789abcdef") })
        #expect(
            lines.map { $0.dropFirst(51) } == [
                """
                ","op":"upsert",\(common),\(id),"role":5,"address":"zoe@fabrikam.example",\(address),"is_internal":false,\
                "crm_type":null,"crm_id":null,"response":"accepted","sequence":7}
                """,
                """
                ","op":"upsert",\(common),\(id),"role":6,"address":"EX:/o=x/cn=\\"q\\"",\(address),"is_internal":true,\
                "crm_type":null,"crm_id":null,"response":null,"sequence":7}
                """,
                """
                ","op":"upsert",\(common),\(id),"role":7,"address":"ann@contoso.example",\(address),"is_internal":true,\
                "crm_type":null,"crm_id":null,"response":"organizer","sequence":7}
                """,
                """
                ","op":"delete",\(common),"interaction_id":null,"role":null,"address":null,"address_id":null,\
                "is_internal":null,"crm_type":null,"crm_id":null,"response":null,"sequence":7}
                """,
            ]
        )
        let whole = String(decoding: try participants(record, tellsDeletions: false), as: UTF8.self)
        #expect(whole.split(separator: "\n") == lines.dropLast())
    }

    @Test func `say of a deleted interaction that it is gone, and nothing else`() throws {
        let record = InteractionRecord(
            .delete(InteractionID(KeyedHash(high: 1, low: 2))),
            sequence: 8,
            decision: "v3",
            mostParticipants: 2
        )
        #expect(
            String(decoding: try interaction(record), as: UTF8.self) == """
                {"interaction_id":"00000000000000010000000000000002","op":"delete","schema_version":2,\
                "tenant_id":"contoso","store_epoch":"0123456789abcdef0123456789abcdef","kind":null,"direction":null,\
                "occurred_at":null,"occurred_at_us":null,\
                "duration_s":null,"in_exchange":null,"in_crm":null,"conversation_id":null,"is_reply":null,\
                "is_automated":null,"is_bulk":null,"is_private":null,"is_cancelled":null,"is_all_day":null,\
                "is_recurring":null,"internal_count":null,"external_count":null,"truncated":null,\
                "regarding_type":null,"regarding_id":null,"decision_id":null,"sequence":8}

                """
        )
        #expect(String(decoding: try participants(record), as: UTF8.self).split(separator: "\n").count == 2)
    }

    @Test(
        "name every flag by its own field",
        arguments: [
            (.reply, "is_reply"), (.automated, "is_automated"), (.bulk, "is_bulk"), (.private, "is_private"),
            (.allDay, "is_all_day"), (.recurring, "is_recurring"),
            (.truncated, "truncated"),
        ] as [(Interaction.Flags, String)]
    )
    func flags(flag: Interaction.Flags, name: String) throws {
        let line = try interaction(InteractionRecord(.upsert(mail(flags: flag)), sequence: 1, decision: nil))
        let fields = try JSONDecoder().decode([String: Scalar].self, from: Data(line))
        let flagNames = ["is_reply", "is_automated", "is_bulk", "is_private", "is_cancelled", "is_all_day"]
        let set = (flagNames + ["is_recurring", "truncated"]).filter { fields[$0] == .bool(true) }
        #expect(set == [name])
    }

    @Test(
        "stay one line, whatever is in a text",
        arguments: [
            ("plain", "plain"), ("\"\\/", "\\\"\\\\/"), ("a\r\nb\tc\u{0}", "a\\u000d\\u000ab\\u0009c\\u0000"),
            ("\u{7F}", "\\u007f"), ("\u{85}\u{2028}\u{2029}", "\\u0085\\u2028\\u2029"),
            ("\u{9B}1m\u{AD}", "\\u009b1m\\u00ad"), ("a\u{202E}b\u{2066}", "a\\u202eb\\u2066"),
            ("\u{61C}\u{6DD}\u{70F}\u{8E2}\u{180E}", "\\u061c\\u06dd\\u070f\\u08e2\\u180e"),
            ("\u{FEFF}\u{FFFB}\u{110BD}\u{E0041}", "\\ufeff\\ufffb\\ud804\\udcbd\\udb40\\udc41"),
            ("é株\u{600}\u{710}अ€\u{FFDC}😀", "é株\\u0600\u{710}अ€\u{FFDC}😀"),
            ("\u{84}\u{A0}\u{2027}\u{202A}\u{2080}é𝄞e\u{301}", "\\u0084\u{A0}\u{2027}\\u202a\u{2080}é𝄞e\u{301}"),
        ]
    )
    func escaping(text: String, written: String) throws {
        let line = try interaction(InteractionRecord(.upsert(mail()), sequence: 1, decision: nil), tenant: text)
        #expect(String(decoding: line, as: UTF8.self).utf8.elementsEqual(expectedLine(tenant: written).utf8))
        let fields = try JSONDecoder().decode([String: Scalar].self, from: Data(line))
        #expect(fields["tenant_id"] == .text(text))
    }

    @Test func `have the extremes of whole numbers`() throws {
        let first = mail(occurredAt: Timestamp(microseconds: -62_135_596_800_000_000))
        let bytes = try interaction(InteractionRecord(.upsert(first), sequence: .max, decision: nil))
        let line = String(decoding: bytes, as: UTF8.self)
        #expect(line.contains("\"occurred_at\":\"0001-01-01T00:00:00Z\",\"occurred_at_us\":-62135596800000000,"))
        #expect(line.hasSuffix("\"sequence\":9223372036854775807}\n"))
    }

    @Test func `are handed out once`() throws {
        let record = InteractionRecord(.upsert(mail()), sequence: 1, decision: nil)
        var writer = JSONRecords()
        writer.add(interaction: record, of: try origin("t"))
        let first = writer.take()
        writer.add(interaction: record, of: try origin("t"))
        #expect(!first.isEmpty)
        #expect(writer.take() == first)
        #expect(writer.take().isEmpty)
    }

    @Test func `have the fields of the schema in its order, and values it allows`() throws {
        for operation in [.upsert(try meeting()), .delete(InteractionID(KeyedHash(high: 0, low: 0)))]
            as [InteractionRecord.Operation]
        {
            let record = InteractionRecord(operation, sequence: 1, decision: nil, mostParticipants: 1)
            #expect(try Schema.stored(.interaction).complaints(about: interaction(record)) == [])
        }
        let record = InteractionRecord(.upsert(mail()), sequence: 1, decision: nil)
        #expect(try Schema.stored(.participant).complaints(about: participants(record)) == [])
    }
}

extension `Records as NDJSON` {
    private func meeting() throws -> Interaction {
        Interaction(
            id: InteractionID(KeyedHash(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)),
            kind: .meeting,
            direction: .outbound,
            occurredAt: Timestamp(microseconds: 1_795_428_000_000_000),
            durationSeconds: 1800,
            conversation: ConversationID(KeyedHash(high: 1, low: 10)),
            flags: .recurring,
            internalCount: 1,
            externalCount: 2,
            subject: .text("never exported"),
            participants: [
                Participant(
                    role: .requiredAttendee,
                    address: .smtp(try #require(EmailAddress("zoe@fabrikam.example"))),
                    isInternal: false,
                    response: .accepted
                ),
                Participant(role: .optionalAttendee, address: .directory("/o=x/cn=\"q\""), isInternal: true),
                Participant(
                    role: .organizer,
                    address: .smtp(try #require(EmailAddress("ann@contoso.example"))),
                    isInternal: true,
                    response: .organizer
                ),
            ]
        )
    }

    private func mail(
        occurredAt: Timestamp = Timestamp(microseconds: 0),
        flags: Interaction.Flags = []
    ) -> Interaction {
        Interaction(
            id: InteractionID(KeyedHash(high: 0, low: 1)),
            kind: .email,
            direction: .inbound,
            occurredAt: occurredAt,
            flags: flags,
            internalCount: 0,
            externalCount: 1,
            participants: [Participant(role: .sender, address: .directory("/o=x"), isInternal: true)]
        )
    }

    private func expectedLine(tenant: String) -> String {
        """
        {"interaction_id":"00000000000000000000000000000001","op":"upsert","schema_version":2,\
        "tenant_id":"\(tenant)","store_epoch":"0123456789abcdef0123456789abcdef",\
        "kind":"email","direction":"inbound","occurred_at":"1970-01-01T00:00:00Z",\
        "occurred_at_us":0,"duration_s":0,"in_exchange":true,"in_crm":false,"conversation_id":null,\
        "is_reply":false,"is_automated":false,"is_bulk":false,"is_private":false,"is_cancelled":false,\
        "is_all_day":false,"is_recurring":false,"internal_count":0,"external_count":1,"truncated":false,\
        "regarding_type":null,"regarding_id":null,"decision_id":null,"sequence":1}

        """
    }
}
