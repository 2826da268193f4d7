import Connector
import Interactions
import Normalization
import Testing

@Suite struct `Mail of machines` {
    @Test(
        "is marked as automated",
        arguments: [
            Sample.mail { $0.headers[.autoSubmitted] = "auto-replied" },
            Sample.mail { $0.headers[.autoSubmitted] = "auto-generated; type=vacation" },
            Sample.mail { $0.headers[.autoSubmitted] = " Auto-Notified (by cron)" },
            Sample.mail { $0.headers[.precedence] = "auto_reply" },
            Sample.mail { $0.headers[.autoReply] = "yes" }, Sample.mail { $0.headers[.autoRespond] = "Out of office" },
            Sample.mail { $0.headers[.autoResponseSuppress] = "All" },
            Sample.mail { $0.headers[.autoResponseSuppress] = "DR, OOF; AutoReply" },
            Sample.mail { $0.headers[.autoResponseSuppress] = "dr,rn,nrn,oof" },
            Sample.mail { $0.itemClass = "IPM.Schedule.Meeting.Resp.Pos" },
            Sample.mail { $0.itemClass = "IPM.Note.Rules.OofTemplate.Microsoft" },
            Sample.mail { $0.itemClass = "IPM.Note.Rules.ExternalOofTemplate.Microsoft" },
            Sample.mail { $0.itemClass = "IPM.Note.StorageQuotaWarning.Warning" },
            Sample.mail { $0.itemClass = "IPM.Outlook.Recall" },
        ]
    )
    func automated(record: SourceItem) throws {
        #expect(try flags(record) == .automated)
    }

    @Test(
        "is known by its sender",
        arguments: [
            "noreply", "No-Reply", "no_reply", "no.reply", "donotreply", "do-not-reply", "MAILER-DAEMON", "postmaster",
            "bounces+123=ann", "notifications", "drive-shares-noreply", "no-reply-team", "noreply+tag",
            "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e", "nicht-antworten", "keine.antwort", "ne-pas-repondre",
            "nao-responda", "no-responder", "donotrespond", "no-response", "notify", "alerts", "auto-confirm",
            "newsletter", "bounce-1234-ann=contoso.example", "bounces-77", "noreply2", "crm-no-reply-7",
            "shop.nicht.antworten", "mynoreply",
        ]
    )
    func machineSenders(name: String) throws {
        #expect(try flags(Sample.mail { $0.from = .smtp(name + "@fabrikam.example") }) == .automated)
    }

    @Test(
        "is not what people send",
        arguments: [
            "reply", "noreen.reply", "norepl", "postmasters", "ann+noreply", "bouncer", "donot", "microsoftexchange",
            "microsoftexchange329e71ec", "leonore.plym", "notify.ann", "ann.alerts", "bouncer-7",
            "bouncing",
            "antwort", "responda", "news",
        ]
    )
    func people(name: String) throws {
        #expect(try flags(Sample.mail { $0.from = .smtp(name + "@fabrikam.example") }) == [])
    }

    @Test("is not what people want no receipts for", arguments: ["", "None", "DR", "RN, NRN", "DR, RN, NRN", "allow"])
    func receipts(value: String) throws {
        #expect(try flags(Sample.mail { $0.headers[.autoResponseSuppress] = value }) == [])
    }

    @Test("is not what says so about itself", arguments: ["no", "No", " no ; x", "no (really)", "", " "])
    func notAutomated(value: String) throws {
        #expect(try flags(Sample.mail { $0.headers[.autoSubmitted] = value }) == [])
    }

    @Test(
        "to many is marked as bulk",
        arguments: [
            Sample.mail { $0.headers[.listID] = "Team <team.contoso.example>" },
            Sample.mail { $0.headers[.listPost] = "NO" },
            Sample.mail { $0.headers[.listUnsubscribe] = "<mailto:leave@fabrikam.example>" },
            Sample.mail { $0.headers[.precedence] = "bulk" }, Sample.mail { $0.headers[.precedence] = " List" },
            Sample.mail { $0.headers[.precedence] = "JUNK; x" },
            Sample.mail { $0.to = (0..<101).map { .smtp("p\($0)@fabrikam.example") } },
        ]
    )
    func bulk(record: SourceItem) throws {
        #expect(try flags(record) == .bulk)
    }

    @Test(
        "to many is not what a few people get",
        arguments: [
            Sample.mail { $0.headers[.precedence] = "first-class" }, Sample.mail { $0.headers[.precedence] = "" },
            Sample.mail { $0.headers[.precedence] = "bulky" },
            Sample.mail { $0.to = (0..<100).map { .smtp("p\($0)@fabrikam.example") } },
            // A hundred and one names of one person.
            Sample.mail { $0.to = (0..<101).map { _ in .smtp("p@fabrikam.example") } },
        ]
    )
    func notBulk(record: SourceItem) throws {
        #expect(try flags(record) == [])
    }

    private func flags(_ record: SourceItem) throws -> Interaction.Flags? {
        try Sample.normalizer().normalize(record, mailbox: Sample.mailbox("bob")).interaction?.flags
    }
}
