import Connector
import Interactions
import Normalization
import Testing

@Suite struct `Copies of one contact` {
    @Test func `are equal in every mailbox, folder and writing`() throws {
        let normalizer = try Sample.normalizer()
        let copies = [
            ("ann", Sample.mail()),
            ("bob", Sample.mail { $0.receivedAt = $0.sentAt?.advanced(by: .seconds(90)) }),
            ("eve", Sample.mail { $0.from = .smtp(" <Ann@CONTOSO.example>") }),
            ("eve", Sample.mail { $0.sender = .smtp("assistant@contoso.example") }),
            ("ann", Sample.mail { $0.to = [.smtp("ZOE@Fabrikam.example"), .smtp("bob@contoso.example")] }),
        ]
        let interactions = try copies.map { name, record in
            normalizer.normalize(record, mailbox: try Sample.mailbox(name)).interaction
        }
        #expect(Set(interactions).count == 1)
        #expect(interactions.first.flatMap(\.self) != nil)
    }

    @Test func `do not show in which order they name people`() throws {
        let normalizer = try Sample.normalizer()
        let mailbox = try Sample.mailbox("bob")
        var generator = SeededGenerator(seed: 42)
        // Twice the same, in other letters, composed and decomposed, on several lines, and no address at all.
        let people =
            (0..<40).flatMap { ["p\($0 % 30)@fabrikam.example", "P\($0)@Contoso.example"] }
            + ["jos\u{E9}@fabrikam.example", "jose\u{301}@fabrikam.example", "nobody", "zoe@fabrikam.example"]
        func shuffled() -> [SourceAddress] { people.shuffled(using: &generator).map { .smtp($0) } }
        func mail() -> SourceItem {
            Sample.mail {
                $0.to = shuffled()
                $0.cc = shuffled()
                $0.bcc = shuffled()
            }
        }
        func meeting() -> SourceItem {
            let answers = Participant.Response.allCases
            return Sample.meeting {
                // Somebody named twice has two answers.
                $0.required = (people + people).enumerated().shuffled(using: &generator)
                    .map { .init(address: .smtp($0.element), response: answers[$0.offset % answers.count]) }
            }
        }
        let mails = (0..<20).map { _ in normalizer.normalize(mail(), mailbox: mailbox) }
        let meetings = Set(
            try (0..<20).map { _ in normalizer.normalize(meeting(), mailbox: try Sample.mailbox("ann")) }
        )
        #expect(Set(mails).count == 1)
        // Swift takes the two spellings of José for equal; what is written to a store are bytes.
        #expect(Set(mails.map { Array(($0.interaction?.roles ?? []).joined().utf8) }).count == 1)
        #expect(meetings.count == 1)
    }

    @Test func `list each address once a role`() throws {
        let mail = Sample.mail {
            $0.to = [.smtp("zoe@fabrikam.example"), .smtp("Zoe@fabrikam.example"), .smtp("ann@contoso.example")]
            $0.cc = [.smtp("zoe@fabrikam.example")]
        }
        let interaction = try #require(
            try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("bob")).interaction
        )
        #expect(
            interaction.roles == [
                "sender ann@contoso.example", "to ann@contoso.example", "to zoe@fabrikam.example",
                "cc zoe@fabrikam.example",
            ]
        )
        #expect(interaction.internalCount == 1)
        #expect(interaction.externalCount == 1)
    }

    @Test func `list at most 500 participants and count all`() throws {
        let recipients = (0..<700).map { SourceAddress.smtp("p\(1_000 + $0)@fabrikam.example") }
        let mail = Sample.mail { $0.to = recipients }
        let interaction = try #require(
            try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("bob")).interaction
        )
        #expect(interaction.participants.count == 500)
        #expect(interaction.participants.last?.address.text == "p1498@fabrikam.example")
        #expect(interaction.flags.contains(.truncated))
        #expect(interaction.internalCount == 1)
        #expect(interaction.externalCount == 700)
        let limit = Sample.mail { $0.to = Array(recipients.prefix(Normalizer.participantLimit - 1)) }
        let full = try Sample.normalizer().normalize(limit, mailbox: Sample.mailbox("bob")).interaction
        #expect(full?.participants.count == 500)
        #expect(full?.flags.contains(.truncated) == false)
    }

    @Test(
        "of a private contact say only whose time it took",
        arguments: [Sensitivity.private, .confidential],
        ["bob", "eve"]
    )
    func privateMail(sensitivity: Sensitivity, owner: String) throws {
        let normalizer = try Sample.normalizer(subject: .text)
        let mailbox = try Sample.mailbox(owner)
        let mail = Sample.mail {
            $0.sensitivity = sensitivity
            $0.subject = "Secret"
            $0.references = "<root@mail.contoso.example>"
        }
        let interaction = try #require(normalizer.normalize(mail, mailbox: mailbox).interaction)
        #expect(interaction.flags == [.private, .reply])
        #expect(interaction.roles == ["owner \(owner)@contoso.example"])
        #expect(interaction.subject == .none)
        #expect(interaction.conversation == nil)
        #expect(interaction.direction == .internal)
        #expect(interaction.internalCount == 1)
        #expect(interaction.externalCount == 0)
        #expect(interaction.occurredAt == Sample.sent)

        let meeting = Sample.meeting {
            $0.sensitivity = sensitivity
            $0.subject = "Secret"
            $0.isAllDay = true
        }
        let time = try #require(normalizer.normalize(meeting, mailbox: mailbox).interaction)
        #expect(time.flags == [.private, .allDay])
        #expect(time.durationSeconds == 1_800)
        #expect(time.roles == ["owner \(owner)@contoso.example"])
        #expect(time.subject == .none)
    }

    @Test func `of a private contact are one interaction for each owner and none for all`() throws {
        let normalizer = try Sample.normalizer()
        let secret = Sample.mail { $0.sensitivity = .private }
        let ids = try ["ann", "bob", "bob"].map { name in
            normalizer.normalize(secret, mailbox: try Sample.mailbox(name)).interaction?.id
        }
        #expect(ids[1]?.description == "5b854f861c6d24da854dd39a3eba76ec")
        #expect(ids[1] == ids[2])
        #expect(ids[0] != ids[1])
        #expect(!ids.contains(normalizer.normalize(Sample.mail(), mailbox: try Sample.mailbox("bob")).interaction?.id))
    }
}
