import Connector
import Interactions
import Normalization
import Testing

@Suite struct `Hostile input` {
    @Test(
        "never makes an outsider an insider",
        arguments: [
            // Cyrillic о, fullwidth letters and full stop, Kelvin sign, a soft hyphen, a zero-width joiner.
            "ann@cont\u{43E}so.example", "ann@ｃontoso.example", "ann@contoso。example", "ann@contoso\u{FF0E}example",
            "ann@\u{212A}ontoso.example", "ann@con\u{AD}toso.example", "ann@contoso.example\u{200D}",
            // Something that joins the first letter, a point or the @ to one Character.
            "ann@\u{301}contoso.example", "ann@c\u{301}ontoso.example", "ann@contoso\u{600}.example",
            "ann@x\u{600}.corp.example.evil",
            "ann@contoso.example.", "ann@.contoso.example", "ann@[contoso.example]", "ann@.corp.example",
            // What looks quoted, and a domain inside the local part.
            "\"ann@contoso.example\"@fabrikam.example", "contoso.example@fabrikam.example",
        ]
    )
    func domains(address: String) throws {
        let normalizer = try Sample.normalizer(domains: ["contoso.example", "kontoso.example", "*.corp.example"])
        let mail = Sample.mail { $0.from = .smtp(address) }
        let interaction = normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction
        #expect(interaction?.direction == .inbound)
        #expect(interaction?.participants.first { $0.role == .sender }?.isInternal == false)
    }

    @Test func `that Unicode calls equal is not the same domain`() throws {
        let normalizer = try Sample.normalizer(domains: ["caf\u{E9}.example"])
        func direction(_ address: String) throws -> Interaction.Direction? {
            let mail = Sample.mail {
                $0.from = .smtp(address)
                $0.to = []
            }
            return normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction?.direction
        }
        #expect(try direction("ann@caf\u{E9}.example") == .internal)
        #expect(try direction("ann@cafe\u{301}.example") == .inbound)
    }

    @Test(
        "in place of an address is nobody",
        arguments: [
            "", "@", "ann@", "@contoso.example", "ann@contoso.example\r\nBcc: x@y.example", "ann\u{0}@contoso.example",
            "ann@fabrikam.example,bob@contoso.example", "ann@fabrikam.example@contoso.example",
            "Ann <ann@contoso.example>", String(repeating: "a", count: 400) + "@contoso.example",
        ]
    )
    func addresses(text: String) throws {
        let mail = Sample.mail { $0.to = [.smtp(text), .smtp("bob@contoso.example")] }
        let interaction = try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("bob")).interaction
        #expect(interaction?.roles == ["sender ann@contoso.example", "to bob@contoso.example"])
    }

    @Test(
        "is no domain of the organisation",
        arguments: [
            "", "*", "*.", "contoso", "*.example", "con toso.example", "*.*.example", "a@b.example", "x\r\n.example",
        ]
    )
    func configuredDomains(domain: String) {
        #expect(InternalDomains([domain]) == nil)
        #expect(InternalDomains(["contoso.example", domain]) == nil)
    }

    @Test func `of any size is bounded in what is kept`() throws {
        let million = String(repeating: "x", count: 1_000_000)
        let marks = "e" + String(repeating: "\u{301}", count: 1_000_000)
        let mail = Sample.mail {
            $0.internetMessageID = "<\(million)@x.example>"
            $0.references = million + " <" + million
            $0.inReplyTo = marks
            $0.conversationIndex = String(repeating: "A", count: 1_000_000)
            $0.subject = marks
            $0.itemClass = "IPM.Note." + marks
            $0.autoSubmitted = million
            $0.precedence = marks
            $0.to = [.smtp(million + "@x.example"), .directory(million)]
        }
        let normalizer = try Sample.normalizer(subject: .text)
        let interaction = try #require(normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction)
        #expect(interaction.roles == ["sender ann@contoso.example"])
        #expect(interaction.subject == .text("e" + String(repeating: "\u{301}", count: Normalizer.subjectLimit - 1)))
        #expect(interaction.flags == [.automated, .reply])
    }
}
