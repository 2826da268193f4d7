import Connector
import Interactions
import Normalization
import Testing

@Suite struct `A mail` {
    @Test func `becomes an interaction`() throws {
        let mail = Sample.mail { $0.cc = [.smtp("eve@contoso.example")] }
        let normalized = try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("bob"))
        let interaction = try #require(normalized.interaction)
        #expect(interaction.kind == .email)
        #expect(interaction.direction == .outbound)
        #expect(interaction.occurredAt == Sample.sent)
        #expect(interaction.durationSeconds == 0)
        #expect(interaction.flags == [])
        #expect(interaction.internalCount == 3)
        #expect(interaction.externalCount == 1)
        #expect(interaction.subject == .none)
        #expect(
            interaction.roles == [
                "sender ann@contoso.example", "to bob@contoso.example", "to zoe@fabrikam.example",
                "cc eve@contoso.example",
            ]
        )
        #expect(interaction.participants.map(\.isInternal) == [true, true, false, true])
    }

    @Test(
        "does not count as one if it is something else",
        arguments: [
            (.draft, Sample.mail { $0.isDraft = true }),
            (.meetingMessage, Sample.mail { $0.itemClass = "IPM.Schedule.Meeting.Request" }),
            (.meetingMessage, Sample.mail { $0.itemClass = "IPM.Schedule.Meeting.Canceled" }),
            (.meetingMessage, Sample.mail { $0.itemClass = "IPM.Schedule.Meeting.Notification.Forward" }),
            (.report, Sample.mail { $0.itemClass = "REPORT.IPM.Note.NDR" }),
            (.report, Sample.mail { $0.itemClass = "report.ipm.note.ipnrn" }),
            (.report, Sample.mail { $0.itemClass = "REPORT.\u{301}IPM.Note.DR" }),
            (.report, Sample.mail { $0.itemClass = "IPM.Recall.Report.Success" }),
            (
                .report,
                Sample.mail { $0.headers[.contentType] = "multipart/report; report-type=disposition-notification" }
            ),
            (
                .report,
                Sample.mail { $0.headers[.contentType] = "Multipart/Report ;\r\n report-type=\"delivery-status\"" }
            ),
            (.report, Sample.mail { $0.headers[.contentType] = "multipart / report" }),
            (.report, Sample.mail { $0.headers[.contentType] = "multipart/report" }),
            (.notMail, Sample.mail { $0.itemClass = "IPM.Appointment" }),
            (.notMail, Sample.mail { $0.itemClass = "IPM.Task" }),
            (.notMail, Sample.mail { $0.itemClass = "IPM.SkypeTeams.Message" }),
            (.notMail, Sample.mail { $0.itemClass = "IPM.Note.Microsoft.Conversation.Voice" }),
            (
                .noSender,
                Sample.mail {
                    $0.from = nil
                    $0.sender = nil
                }
            ),
            (
                .noSender,
                Sample.mail {
                    $0.from = .smtp("")
                    $0.sender = .smtp("x@y.invalid")
                }
            ),
            (
                .noTime,
                Sample.mail {
                    $0.sentAt = nil
                    $0.receivedAt = nil
                }
            ),
        ] as [(Normalized.Reason, SourceItem)]
    )
    func filtered(reason: Normalized.Reason, record: SourceItem) throws {
        let normalized = try Sample.normalizer().normalize(record, mailbox: Sample.mailbox("bob"))
        #expect(normalized == .filtered(reason))
    }

    @Test(
        "counts whatever form it was written with",
        arguments: [
            "IPM.Note", "ipm.note", "IPM.Note.SMIME.MultipartSigned", "IPM.Note.Custom", "", "IPM.Tasks", "REPORTER",
        ]
    )
    func forms(itemClass: String) throws {
        let mail = Sample.mail { $0.itemClass = itemClass }
        #expect(try flags(mail) == [])
    }

    @Test(
        "goes out, comes in or stays inside",
        arguments: [
            ("ann@contoso.example", ["zoe@fabrikam.example"], .outbound),
            ("ann@contoso.example", ["bob@contoso.example", "zoe@fabrikam.example"], .outbound),
            ("ann@contoso.example", ["bob@contoso.example"], .internal),
            ("ann@contoso.example", [], .internal),
            ("zoe@fabrikam.example", ["ann@contoso.example"], .inbound),
            ("zoe@fabrikam.example", ["yan@fabrikam.example"], .inbound),
            ("zoe@fabrikam.example", [], .inbound),
            ("ANN@CONTOSO.EXAMPLE", ["bob@eu.corp.example"], .internal),
            ("ann@eu.corp.example", ["bob@contoso.example"], .internal),
            // A domain below one of ours may be somebody else's, and the star does not mean its own domain.
            ("ann@eu.contoso.example", ["bob@contoso.example"], .inbound),
            ("ann@corp.example", ["bob@contoso.example"], .inbound),
            ("ann@evilcontoso.example", ["bob@contoso.example"], .inbound),
            ("ann@evil-corp.example", ["bob@contoso.example"], .inbound),
            ("ann@contoso.example.evil.example", ["bob@contoso.example"], .inbound),
        ] as [(String, [String], Interaction.Direction)]
    )
    func directions(from: String, to: [String], direction: Interaction.Direction) throws {
        let normalizer = try Sample.normalizer(domains: ["Contoso.example", "*.Corp.example"])
        let mail = Sample.mail {
            $0.from = .smtp(from)
            $0.to = to.map { .smtp($0) }
        }
        #expect(normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction?.direction == direction)
    }

    @Test("is from the one it is sent for, and from who sent it only if nobody else is named")
    func delegates() throws {
        let delegate = SourceAddress.smtp("assistant@contoso.example")
        let both = Sample.mail { $0.sender = delegate }
        let alone = Sample.mail {
            $0.from = nil
            $0.sender = delegate
        }
        let normalizer = try Sample.normalizer()
        let mailbox = try Sample.mailbox("bob")
        #expect(normalizer.normalize(both, mailbox: mailbox).interaction?.roles.first == "sender ann@contoso.example")
        #expect(
            normalizer.normalize(alone, mailbox: mailbox).interaction?.roles.first == "sender assistant@contoso.example"
        )
    }

    @Test func `keeps a name that no directory resolves, inside and never as an address`() throws {
        let name = "/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Recipients/cn=0123-GONE"
        let mail = Sample.mail { $0.to = [.directory(name), .directory(name.lowercased()), .directory("a\r\nb")] }
        let interaction = try #require(
            try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("bob")).interaction
        )
        #expect(interaction.internalCount == 2)
        #expect(interaction.externalCount == 1)
        #expect(Array(interaction.roles.prefix(2)) == ["sender ann@contoso.example", "to EX:\(name.lowercased())"])
        #expect(interaction.participants[1].isInternal)
        #expect(interaction.roles[2].utf8.starts(with: "to UNREADABLE:".utf8))
    }

    @Test func `takes a name in an address for the name`() throws {
        let name = "/o=contoso/ou=exchange administrative group (fydibohf23spdlt)/cn=recipients/cn=bob"
        let encapsulated =
            "IMCEAEX-_O=CONTOSO_OU=EXCHANGE+20ADMINISTRATIVE+20GROUP+20+28FYDIBOHF23SPDLT+29_CN=RECIPIENTS_CN=BOB@"
        let mail = Sample.mail {
            $0.from = .smtp("zoe@fabrikam.example")
            $0.to = [
                .directory(name), .smtp(name.uppercased()), .smtp(encapsulated + "contoso.example"),
                .smtp("<\(encapsulated)eurprd01.prod.outlook.example>"), .smtp("'\(encapsulated)x.example'"),
            ]
        }
        let interaction = try #require(
            try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("bob")).interaction
        )
        #expect(interaction.roles == ["sender zoe@fabrikam.example", "to EX:\(name)"])
        #expect((interaction.internalCount, interaction.externalCount) == (1, 1))
    }

    @Test func `lists everybody whom one field names`() throws {
        let mail = Sample.mail {
            $0.from = .smtp("Lee; Ann <ann@contoso.example>")
            $0.to = [
                .smtp("zoe@fabrikam.example; 'yan@fabrikam.example';"), .smtp("\"Roe; Bob\" <bob@contoso.example>"),
            ]
            $0.cc = [.smtp("eve@contoso.example;x@y@z;undisclosed-recipients:;")]
        }
        let interaction = try #require(
            try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("bob")).interaction
        )
        #expect(
            interaction.roles.dropLast() == [
                "sender ann@contoso.example", "to bob@contoso.example", "to yan@fabrikam.example",
                "to zoe@fabrikam.example", "cc UNREADABLE:\(interaction.participants[4].address.text.dropFirst(11))",
            ]
        )
        #expect(interaction.roles.last == "cc eve@contoso.example")
    }

    @Test(
        "was sent when its sender says, unless he cannot be right",
        arguments: [
            ("2025-06-15T15:06:40Z", "2025-06-15T15:06:44Z", "2025-06-15T15:06:40Z"),
            // Late delivery, a clock that is a little ahead, and exactly an hour ahead.
            ("2025-06-01T00:00:00Z", "2025-06-15T15:06:44Z", "2025-06-01T00:00:00Z"),
            ("2025-06-15T15:30:00Z", "2025-06-15T15:06:44Z", "2025-06-15T15:30:00Z"),
            ("2025-06-15T16:06:44Z", "2025-06-15T15:06:44Z", "2025-06-15T16:06:44Z"),
            ("2025-06-15T16:06:45Z", "2025-06-15T15:06:44Z", "2025-06-15T15:06:44Z"),
            ("2096-03-17T05:32:00Z", "2025-06-15T15:06:44Z", "2025-06-15T15:06:44Z"),
            ("1989-12-31T23:59:59Z", "2025-06-15T15:06:44Z", "2025-06-15T15:06:44Z"),
            ("1990-01-01T00:00:00Z", "2025-06-15T15:06:44Z", "1990-01-01T00:00:00Z"),
            ("1601-01-01T00:00:00Z", "2025-06-15T15:06:44Z", "2025-06-15T15:06:44Z"),
            ("4501-01-01T00:00:00Z", "2025-06-15T15:06:44Z", "2025-06-15T15:06:44Z"),
            // The received one may be what nobody knows.
            ("2025-06-15T15:06:40Z", "4501-01-01T00:00:00Z", "2025-06-15T15:06:40Z"),
            ("2025-06-15T15:06:40Z", "0001-01-01T00:00:00Z", "2025-06-15T15:06:40Z"),
            ("2025-06-15T15:06:40Z", nil, "2025-06-15T15:06:40Z"),
            (nil, "2025-06-15T15:06:44Z", "2025-06-15T15:06:44Z"),
            ("4501-01-01T00:00:00Z", nil, nil), ("1601-01-01T00:00:00Z", "4501-01-01T00:00:00Z", nil),
        ] as [(String?, String?, String?)]
    )
    func times(sent: String?, received: String?, occurred: String?) throws {
        let mail = Sample.mail {
            $0.sentAt = sent.flatMap { Timestamp(iso8601: $0) }
            $0.receivedAt = received.flatMap { Timestamp(iso8601: $0) }
        }
        let normalized = try Sample.normalizer().normalize(mail, mailbox: Sample.mailbox("bob"))
        #expect(normalized.interaction?.occurredAt.iso8601.prefix(19) == occurred?.prefix(19))
        #expect(normalized == .filtered(.noTime) || occurred != nil)
    }

    @Test func `speaks for all copies if it knows the blind ones`() throws {
        let normalizer = try Sample.normalizer()
        let sentItem = normalizer.normalize(
            Sample.mail { $0.bcc = [.smtp("yan@fabrikam.example")] },
            mailbox: try Sample.mailbox("ann")
        )
        // Ann is a blind recipient herself: her inbox has a copy that does not know the others.
        let ownInbox = normalizer.normalize(Sample.mail(), mailbox: try Sample.mailbox("ann"))
        #expect(sentItem.rank == .own)
        #expect(sentItem.interaction?.roles.last == "bcc yan@fabrikam.example")
        #expect(sentItem.interaction?.externalCount == 2)
        #expect(ownInbox.rank == .received)
        #expect(sentItem.interaction?.id == ownInbox.interaction?.id)
    }

    @Test(
        "keeps as much of its subject as it may",
        arguments: [
            (.none, "Grüße", .none), (.text, "Grüße", .text("Grüße")), (.text, "", .none), (.hash, nil, .none),
            // From Fixtures/identities/make.py.
            (.hash, "Grüße", .hash(KeyedHash(high: 0xE8E5_48C2_06C9_7EFC, low: 0x2A91_2C73_B431_F70E))),
        ] as [(Normalizer.SubjectPolicy, String?, Interaction.Subject)]
    )
    func subjects(policy: Normalizer.SubjectPolicy, text: String?, kept: Interaction.Subject) throws {
        let mail = Sample.mail { $0.subject = text }
        let normalizer = try Sample.normalizer(subject: policy)
        #expect(normalizer.normalize(mail, mailbox: try Sample.mailbox("bob")).interaction?.subject == kept)
    }

    private func flags(_ record: SourceItem) throws -> Interaction.Flags? {
        try Sample.normalizer().normalize(record, mailbox: Sample.mailbox("bob")).interaction?.flags
    }
}
