import Connector
import Interactions
import Normalization
import Testing

/// Expected identifiers and indexes come from `Fixtures/identities/make.py`.
@Suite struct `The thread of a mail` {
    static let index = "AdoFwN4WoKGio6SlpqeoqaqrrK2urw=="
    static let answerIndex = "AdoFwN4WoKGio6SlpqeoqaqrrK2urwABAgME"
    static let byIndex = "ed49d63c8773f65da4cd606812207003"
    static let byRoot = "5bc28487eaaef0d16735f72151e592bf"
    static let byItself = "83922e5c87977d0e331f623b3822dd94"

    @Test(
        "is the identifier in its conversation index",
        arguments: [
            (index, false), (answerIndex, true), ("AdoFwN4WoKGio6SlpqeoqaqrrK2urwABAgMEBQYHCAk=", true),
            // Without padding; and with another time before the same identifier.
            ("AdoFwN4WoKGio6SlpqeoqaqrrK2urw", false), ("AQAAAAAAoKGio6SlpqeoqaqrrK2urw==", false),
        ]
    )
    func indexes(index: String, isReply: Bool) throws {
        let mail = Sample.mail { $0.conversationIndex = index }
        #expect(try thread(mail) == Self.byIndex)
        #expect(try isMarkedAsReply(mail) == isReply)
    }

    @Test(
        "is found without an index that says nothing",
        arguments: [
            "", "=", "AdoFwN4WoKGio6SlpqeoqaqrrK2u", "AdoFwN4WoKGio6Slpqeoqaqrr!2urw==",
            "AdoF wN4WoKGio6SlpqeoqaqrrK2urw==",
            // The identifier zero.
            "AdoFwN4WAAAAAAAAAAAAAAAAAAAAAA==",
        ]
    )
    func uselessIndexes(index: String) throws {
        let mail = Sample.mail { $0.conversationIndex = index }
        #expect(try thread(mail) == Self.byItself)
        #expect(try isMarkedAsReply(mail) == false)
    }

    @Test(
        "is the first mail that its headers name",
        arguments: [
            ("<root@mail.contoso.example>", nil), (" <root@mail.contoso.example>\r\n <b@x.example>", "<b@x.example>"),
            ("<root@mail.contoso.example><b@x.example>", nil), ("root@mail.contoso.example b@x.example", nil),
            (nil, "<root@mail.contoso.example>"), ("", "<root@mail.contoso.example> from Zoe"),
        ] as [(String?, String?)]
    )
    func references(references: String?, inReplyTo: String?) throws {
        let mail = Sample.mail {
            $0.references = references
            $0.inReplyTo = inReplyTo
        }
        #expect(try thread(mail) == Self.byRoot)
        #expect(try isMarkedAsReply(mail) == true)
    }

    @Test("is its own where the headers name no mail", arguments: [nil, "", " \r\n", "<>", "Your letter of Monday"])
    func noReferences(header: String?) throws {
        let mail = Sample.mail {
            $0.references = header
            $0.inReplyTo = header
        }
        #expect(try thread(mail) == Self.byItself)
        #expect(try isMarkedAsReply(mail) == false)
    }

    @Test func `is unknown where nothing names a mail`() throws {
        #expect(try thread(Sample.mail { $0.internetMessageID = nil }) == nil)
    }

    @Test func `cannot be entered with a Message-ID that spells another one's index`() throws {
        let bytes = String(decoding: 0x41...0x50 as ClosedRange<UInt8>, as: UTF8.self)
        let byMessageID = Sample.mail { $0.internetMessageID = bytes }
        // The index has the same sixteen bytes.
        let byIndex = Sample.mail { $0.conversationIndex = "AdoFwN4WQUJDREVGR0hJSktMTU5PUA==" }
        #expect(try thread(byIndex) != nil)
        #expect(try thread(byMessageID) != thread(byIndex))
    }

    private func thread(_ record: SourceItem) throws -> String? {
        try normalized(record)?.conversation?.hash.description
    }

    private func isMarkedAsReply(_ record: SourceItem) throws -> Bool? {
        try normalized(record)?.flags.contains(.reply)
    }

    private func normalized(_ record: SourceItem) throws -> Interaction? {
        try Sample.normalizer().normalize(record, mailbox: Sample.mailbox("bob")).interaction
    }
}
