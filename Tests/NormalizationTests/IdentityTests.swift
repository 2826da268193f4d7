import Connector
import Interactions
import Normalization
import Testing

/// Expected identifiers come from `Fixtures/identities/make.py`, which shares no code with what is tested.
@Suite struct `Identities` {
    static let globalObjectID = "040000008200E00074C5B7101A82E00800000000B0A5C1E8F0D5D901000000000000000010000000"
    static let objectData = "0123456789ABCDEF0123456789ABCDEF"
    static let wrapped =
        "040000008200E00074C5B7101A82E00800000000B0A5C1E8F0D5D90100000000000000002E0000007643616C2D55696401000000"
        + "376B756B7571726665646C6D326639744063616C656E6461722E6578616D706C6500"

    @Test(
        "are the keyed hash that another program computes",
        arguments: [
            ("d98c6599c68bf6086b351c44c2a6be85", Sample.mail()),
            ("5ba42ebbb0b734bf112ed61c0d5006b6", Sample.mail { $0.internetMessageID = nil }),
            (
                "040982910cc559650b7cb48297908d63",
                Sample.mail {
                    $0.internetMessageID = nil
                    $0.subject = "Grüße"
                }
            ),
            ("5b854f861c6d24da854dd39a3eba76ec", Sample.mail { $0.sensitivity = .private }),
            ("cdb4d4f68c471f0941938dbed4bd07de", Sample.meeting()),
            ("406a6d643a92566b8dba00657eb9cbff", Sample.meeting { $0.uid = globalObjectID + objectData }),
            (
                "fb1fa5a0a161960f9c0445b888b31594",
                Sample.meeting {
                    $0.uid = globalObjectID + objectData
                    $0.originalStart = Sample.start
                }
            ),
            ("9d8b90e992412acc07472d763520117b", Sample.meeting { $0.uid = wrapped }),
            ("9d8b90e992412acc07472d763520117b", Sample.meeting { $0.uid = "7kukuqrfedlm2f9t@calendar.example" }),
            ("e5849209776ca837941a57f01054153e", Sample.meeting { $0.uid = nil }),
        ]
    )
    func exact(id: String, record: SourceItem) throws {
        let normalized = try Sample.normalizer().normalize(record, mailbox: Sample.mailbox("bob"))
        #expect(normalized.interaction?.id.description == id)
    }

    @Test func `differ by tenant and by key`() throws {
        let mailbox = try Sample.mailbox("bob")
        let fabrikam = try Sample.normalizer(tenant: "fabrikam").normalize(Sample.mail(), mailbox: mailbox)
        let otherKey = try Sample.normalizer(keyStart: 1).normalize(Sample.mail(), mailbox: mailbox)
        #expect(fabrikam.interaction?.id.description == "352cb3c6838b222fd6d8ed313a6a5e16")
        #expect(otherKey.interaction?.id.description == "2a87d0a37a8a595258217e68725637a1")
    }

    /// Worked out with Python's `hmac` from what `IdentityHash` says goes in.
    @Test("of people are exact, and unrelated to those of contacts")
    func people() throws {
        let identity = try #require(IdentityHash(key: Array(0..<32), tenant: "contoso"))
        let zoe = try #require(EmailAddress("Zoe@Fabrikam.example"))
        #expect(identity.person(.smtp(zoe)).hash.description == "fc42cd51f78eda9e07d53944cc0ace1d")
        #expect(identity.person(.directory("/o=contoso/cn=zoe")).hash.description == "3655dad913131cbea36f58f6df5ebf6b")
    }

    @Test("need a key of exactly 32 bytes", arguments: [0, 1, 31, 33, 64])
    func keys(length: Int) {
        #expect(IdentityHash(key: Array(repeating: 1, count: length), tenant: "contoso") == nil)
    }

    @Test(
        "of a mail do not depend on how its Message-ID was written out",
        arguments: [
            "AbC.1@mail.contoso.example", " <AbC.1@mail.contoso.example> ", "<AbC.1@mail.contoso.example>\r\n",
            "<AbC.1@mail.\r\n contoso.example>", "\t< AbC.1@mail.contoso.example >", "<AbC.1@mail.contoso.example",
            "<AbC.1@mail.contoso.example> (comment)",
        ]
    )
    func messageIDs(written: String) throws {
        #expect(try id(Sample.mail { $0.internetMessageID = written }) == id(Sample.mail()))
    }

    @Test(
        "of mails differ when their Message-IDs do",
        arguments: [
            "<abc.1@mail.contoso.example>", "<AbC.1@Mail.contoso.example>", "<AbC.2@mail.contoso.example>",
            "<AbC.1@mail.contoso.example.>", "<ÀbC.1@mail.contoso.example>", "<A\u{300}bC.1@mail.contoso.example>",
        ]
    )
    func differentMessageIDs(written: String) throws {
        #expect(try id(Sample.mail { $0.internetMessageID = written }) != id(Sample.mail()))
    }

    @Test("of a mail stand on sender and time where the Message-ID is empty", arguments: ["", " ", "<>", "\r\n< >"])
    func emptyMessageIDs(written: String) throws {
        let without = Sample.mail { $0.internetMessageID = nil }
        #expect(try id(Sample.mail { $0.internetMessageID = written }) == id(without))
    }

    @Test func `of mails without Message-ID keep their fields apart`() throws {
        let first = Sample.mail {
            $0.internetMessageID = nil
            $0.sentAt = Timestamp(microseconds: 1)
            $0.subject = "2 for one"
        }
        let second = Sample.mail {
            $0.internetMessageID = nil
            $0.sentAt = Timestamp(microseconds: 12)
            $0.subject = " for one"
        }
        #expect(try id(first) != id(second))
    }

    @Test(
        "of a meeting do not depend on who wrote its UID",
        arguments: [
            globalObjectID + objectData, (globalObjectID + objectData).lowercased(),
            " \(globalObjectID + objectData)\r\n",
        ]
    )
    func globalObjectIDs(uid: String) throws {
        let id = try id(Sample.meeting { $0.uid = uid })
        #expect(id?.description == "406a6d643a92566b8dba00657eb9cbff")
    }

    @Test(
        "of meetings differ when their UIDs do",
        arguments: [
            globalObjectID + "1123456789ABCDEF0123456789ABCDEF",
            // Odd, cut off, of another class, or not hexadecimal: no GlobalObjectId, so nothing in it is a date.
            globalObjectID + objectData + "0", String(globalObjectID.dropLast()),
            "140000008200E00074C5B7101A82E00807EA0B17B0A5C1E8F0D5D901000000000000000010000000" + objectData,
            globalObjectID + "G123456789ABCDEF0123456789ABCDEF",
            // The mark of a wrapped UID with nothing behind it.
            globalObjectID + "7643616C2D55696401000000", globalObjectID + "7643616C2D5569640100000000",
            "MEETING-1", "meeting-1 x",
        ]
    )
    func differentUIDs(uid: String) throws {
        let known = [
            "406a6d643a92566b8dba00657eb9cbff", "cdb4d4f68c471f0941938dbed4bd07de", "e5849209776ca837941a57f01054153e",
        ]
        let id = try #require(try id(Sample.meeting { $0.uid = uid }))
        #expect(!known.contains(id.description))
    }

    @Test("of meetings differ when only an empty UID of another calendar is in theirs", arguments: ["", "00", "2000"])
    func emptyWraps(payload: String) throws {
        let rest = "7643616C2D55696401000000" + payload
        let first = Sample.meeting { $0.uid = Self.globalObjectID + rest }
        let second = Sample.meeting {
            $0.uid = Self.globalObjectID.prefix(40) + "00" + Self.globalObjectID.dropFirst(42) + rest
        }
        #expect(try id(first) != id(second))
    }

    @Test func `of a series are one for each occurrence, and a moved one keeps its own`() throws {
        let days = (0..<30).map { Sample.start.advanced(by: .seconds($0 * 86_400)) }
        func occurrence(_ day: Timestamp, movedBy delay: Duration = .zero) -> SourceItem {
            Sample.meeting {
                $0.isRecurring = true
                $0.originalStart = day
                $0.start = day.advanced(by: delay)
                $0.end = day.advanced(by: delay + Sample.hour)
            }
        }
        let ids = try days.map { try id(occurrence($0)) }
        #expect(Set(ids).count == 30)
        #expect(try id(occurrence(days[7], movedBy: .seconds(86_400))) == ids[7])
        #expect(
            try Sample.normalizer().normalize(occurrence(days[7]), mailbox: Sample.mailbox("bob")).interaction?.flags
                == .recurring
        )
    }

    @Test func `of a single meeting stay when it is moved`() throws {
        let moved = Sample.meeting {
            $0.start = $0.start?.advanced(by: .seconds(3 * 86_400))
            $0.end = $0.end?.advanced(by: .seconds(3 * 86_400))
        }
        #expect(try id(moved) == id(Sample.meeting()))
    }

    /// The sample begins on 9 October 2025, 08:53:20 UTC.
    @Test(
        "of an occurrence to which somebody was invited alone come from the date in its UID",
        arguments: [
            // On that date, in Honolulu still on the day before, and moved by a day or by weeks.
            ("07E90A09", 0), ("07E90A08", 0), ("07E90A0A", 1), ("07E9091E", -9), ("07E90B01", 23),
        ]
    )
    func occurrenceOfDate(date: String, days: Int) throws {
        let alone = Sample.meeting { $0.uid = Self.globalObjectID.replacingDate(with: date) + Self.objectData }
        let ofSeries = Sample.meeting {
            $0.uid = Self.globalObjectID + Self.objectData
            $0.isRecurring = true
            $0.originalStart = Sample.start.advanced(by: .seconds(days * 86_400))
        }
        #expect(try id(alone) == id(ofSeries))
        #expect(
            try Sample.normalizer().normalize(alone, mailbox: Sample.mailbox("bob")).interaction?.flags == .recurring
        )
        // What the calendar says of it counts more than a date.
        let told = Sample.meeting {
            $0.uid = Self.globalObjectID.replacingDate(with: date) + Self.objectData
            $0.originalStart = Sample.start
        }
        #expect(try id(told)?.description == "fb1fa5a0a161960f9c0445b888b31594")
    }

    @Test(
        "of a meeting are that of a single one where the date in its UID is none",
        arguments: ["00000000", "07E90D01", "07E90200", "270F0C20"]
    )
    func noDate(date: String) throws {
        let meeting = Sample.meeting { $0.uid = Self.globalObjectID.replacingDate(with: date) + Self.objectData }
        #expect(try id(meeting)?.description == "406a6d643a92566b8dba00657eb9cbff")
    }

    private func id(_ record: SourceItem) throws -> InteractionID? {
        try Sample.normalizer().normalize(record, mailbox: Sample.mailbox("bob")).interaction?.id
    }
}

extension String {
    /// Bytes 16 to 19 of a GlobalObjectId.
    fileprivate func replacingDate(with digits: String) -> String {
        prefix(32) + digits + dropFirst(40)
    }
}
