import Connector
import Interactions
import Normalization
import Testing

@Suite struct `Hostile input` {
    @Test(
        "never makes an outsider an insider",
        arguments: [
            // Cyrillic о and dotless i, a full-width at sign, and the Punycode of the first.
            "ann@cont\u{43E}so.example", "ann@contoso.e\u{131}example", "ann\u{FF20}contoso.example",
            "ann@xn--contso-eqf.example",
            // Something that joins the first letter, a point or the @ to one Character.
            "ann@\u{301}contoso.example", "ann@c\u{301}ontoso.example", "ann@contoso\u{600}.example",
            "ann@x\u{600}.corp.example.evil",
            "ann@.contoso.example", "ann@contoso..example", "ann@contoso.example@evil.example",
            // Somebody else's address behind the name, the comment or the semicolon.
            "ann@contoso.example <mallory@evil.example>", "\"ann@contoso.example\" <mallory@evil.example>",
            "mallory@evil.example (ann@contoso.example)", "<ann@contoso.example> <mallory@evil.example>",
            "ann@contoso.example(\u{0})", "mallory@evil.example?to=ann@contoso.example", "ann@[contoso.example]",
            "ann@.corp.example",
            // What looks quoted, and a domain inside the local part.
            "\"ann@contoso.example\"@fabrikam.example", "contoso.example@fabrikam.example",
            // A guest of somebody else's directory, and encoding and brackets that hide where the address is.
            "ann_contoso.example#EXT#@evil.example", "mallory@evil.example [mailto:ann@contoso.example]",
            "mailto:ann%40contoso.example?x@evil.example",
        ]
    )
    func domains(address: String) throws {
        let normalizer = try Sample.normalizer(domains: ["contoso.example", "kontoso.example", "*.corp.example"])
        let mail = Sample.mail {
            $0.from = .smtp(address)
            $0.sender = nil
        }
        let interaction = normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction
        #expect(interaction?.direction == .inbound)
        #expect(interaction?.participants.first { $0.role == .sender }?.isInternal == false)
    }

    @Test(
        arguments: [
            ("zoe_adatum.example#EXT#@contoso.example", "zoe@adatum.example"),
            ("zoe_roe_adatum.example#ext#@contoso.onmicrosoft.example", "zoe_roe@adatum.example"),
            ("zoe#EXT#@fabrikam.example", "zoe#ext#@fabrikam.example"),
        ]
    )
    func `makes no insider of a guest`(name: String, own: String) throws {
        let mail = Sample.mail {
            $0.from = .smtp(name)
            $0.sender = nil
        }
        let normalizer = try Sample.normalizer(domains: ["contoso.example"])
        let interaction = normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction
        #expect(interaction?.direction == .inbound)
        let sender = try #require(interaction?.participants.first { $0.role == .sender })
        #expect(sender.address.text == own && !sender.isInternal)
    }

    @Test func `does not tell one domain's spellings apart`() throws {
        let normalizer = try Sample.normalizer(domains: ["caf\u{E9}.example"])
        func direction(_ address: String) throws -> Interaction.Direction? {
            let mail = Sample.mail {
                $0.from = .smtp(address)
                $0.to = []
            }
            return normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction?.direction
        }
        #expect(try direction("ann@caf\u{E9}.example") == .internal)
        #expect(try direction("ann@cafe\u{301}.example") == .internal)
        #expect(try direction("ann@XN--CAF-DMA.example") == .internal)
        #expect(try direction("ann@cafe.example") == .inbound)
    }

    @Test(
        "in place of an address is somebody who cannot be read, and no reason to drop anything",
        arguments: [
            "@", "ann@", "@contoso.example", "ann@contoso.example\r\nBcc: x@y.example", "ann\u{0}@contoso.example",
            "ann@fabrikam.example,bob@contoso.example", "ann@fabrikam.example@contoso.example",
            String(repeating: "a", count: 400) + "@contoso.example", "Ann", String(repeating: "(", count: 10_000),
            String(repeating: "\"", count: 999) + "@x", "ann@\u{301}contoso.example",
        ]
    )
    func addresses(text: String) throws {
        func normalized(_ change: (inout SourceMail) -> Void) throws -> Interaction? {
            try Sample.normalizer().normalize(Sample.mail(change), mailbox: Sample.mailbox("bob")).interaction
        }
        let interaction = try #require(try normalized { $0.to = [.smtp(text), .smtp("bob@contoso.example")] })
        #expect(interaction.roles.first == "sender ann@contoso.example")
        #expect(interaction.roles[1].utf8.starts(with: "to UNREADABLE:".utf8))
        #expect(interaction.roles.last == "to bob@contoso.example")
        #expect((interaction.internalCount, interaction.externalCount) == (2, 1))
        // The text itself is not kept.
        #expect(interaction.participants[1].address.text.utf8.count == 43)

        let received = try #require(
            try normalized {
                $0.from = .smtp(text)
                $0.sender = nil
                $0.to = [.smtp("bob@contoso.example")]
            }
        )
        #expect(received.direction == .inbound)
        #expect(received.participants.first?.address == interaction.participants[1].address)
    }

    @Test(
        "in place of an address may be nobody",
        arguments: [
            "", " ", "\u{200B}", "<>", "''", "undisclosed-recipients:;", "Undisclosed recipients: ;", "x@y.invalid",
            "nobody@INVALID", "nobody@invalid.",
        ]
    )
    func nobody(text: String) throws {
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
            $0.headers[.autoSubmitted] = million
            $0.headers[.precedence] = marks
            $0.to = [.smtp(million + "@x.example"), .directory(million)]
            $0.headers[.contentType] = million
            $0.headers[.autoResponseSuppress] = million
        }
        let normalizer = try Sample.normalizer(subject: .text)
        let interaction = try #require(normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction)
        #expect(interaction.roles.count == 2)
        #expect(interaction.roles.allSatisfy { $0.utf8.count < 60 })
        #expect(interaction.subject == .text("e" + String(repeating: "\u{301}", count: Normalizer.subjectLimit - 1)))
        #expect(interaction.flags == [.automated, .reply])
    }
}
