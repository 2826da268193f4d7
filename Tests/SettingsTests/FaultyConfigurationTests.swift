import ConnectorTesting
import Settings
import Testing

@Suite("A faulty configuration") struct ConfigurationFaultTests {
    static let people =
        #""tenant":"contoso","internalDomains":["contoso.example"],"mailboxes":["ann@contoso.example"],"directory":"users.json""#

    @Test(
        "is refused with the setting and what it must be",
        arguments: [
            ("{}", "'tenant' must be a text, and must be given."),
            (#"{"tenant":""}"#, "'tenant' must be a text, and must be given."),
            (#"{"tenant":5}"#, "'tenant' must be a text."),
            (
                #"{"tenant":"c"}"#,
                #"'internalDomains' must be a list of domains such as "contoso.com" or "*.contoso.com"."#
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso"],"mailboxes":["a@b.example"]}"#,
                #"'internalDomains' must be a list of domains such as "contoso.com" or "*.contoso.com"."#
            ),
            (#"{"tenant":"c","internalDomains":"contoso.com"}"#, "'internalDomains' must be a list of texts."),
            (
                #"{"tenant":"c","internalDomains":["contoso.com"]}"#,
                "'directory' must be the path of a CSV or JSON file of users, and must be given."
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso.com"],"mailboxes":[],"directory":"u.csv"}"#,
                "'mailboxes' must be a list of SMTP addresses that is not empty; without it, everybody counts."
            ),
            (
                "{\(people),\"scoring\":{\"frequency\":\"hourly\"}}",
                "'scoring.frequency' must be one of day, fewDays, week, coupleOfWeeks, month."
            ),
            (
                "{\(people),\"scoring\":{\"weights\":{\"email\":2}}}",
                "'scoring.weights.email' must be a whole number from 3 to 9."
            ),
            ("{\(people),\"scoring\":{\"good\":40,\"fair\":40}}", "'scoring.fair' must be less than 'good'."),
            (
                "{\(people),\"scoring\":{\"businessHours\":\"9-17\"}}",
                "'scoring.businessHours' must be opening, closing and distance from UTC such as \"09:00-17:30+01:00\"."
            ),
            (
                "{\(people),\"dataverse\":{\"url\":\"http://contoso.crm4.dynamics.com\"}}",
                "'dataverse.url' must be an https address such as https://contoso.crm4.dynamics.com."
            ),
            (
                "{\(people),\"introductions\":{\"blocked\":[\"adatum\"]}}",
                "'introductions.blocked' must be a list of SMTP addresses and domains."
            ),
            (
                "{\(people),\"introductions\":{\"hidden\":[\"ann\"]}}",
                "'introductions.hidden' must be a list of SMTP addresses."
            ),
            ("{\(people),\"retentionDays\":0}", "'retentionDays' must be a whole number from 1 to 36600."),
            (
                "{\(people),\"eligibility\":{\"locationExceptions\":[\"gb\"]}}",
                "'eligibility.locationExceptions' must be a list of geography codes such as \"GBR\"."
            ),
            (
                "{\(people),\"eligibility\":{\"accountKinds\":[\"robot\"]}}",
                "'eligibility.accountKinds' must be a list out of user, shared, room, equipment."
            ),
            (
                "{\(people),\"lifeCycle\":{\"enabled\":\"yesterday\"}}",
                "'lifeCycle.enabled' must be an instant such as 2026-11-01T08:00:00Z."
            ),
            (
                "{\(people),\"lifeCycle\":{\"consent\":\"2026-11-01T08:00:00Z\"}}",
                "'lifeCycle.consent' must be used together with the address of who is responsible."
            ),
            (
                "{\(people),\"lifeCycle\":{\"roles\":[\"S\"]}}",
                "'lifeCycle.roles' must be used together with 'lifeCycle.enabled'."
            ),
            (
                "{\(people),\"lifeCycle\":{\"administrator\":\"admin\"}}",
                "'lifeCycle.administrator' must be an SMTP address."
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso.com"],"mailboxes":["a@b.example","ann"]}"#,
                "'mailboxes' must be a list of SMTP addresses; entry 2 is none."
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso.com"],"mailboxes":["a@b.example","A@b.example"]}"#,
                "'mailboxes' must be a list without doubles."
            ),
            ("{\(people),\"tennant\":\"x\"}", "'tennant' is not a known setting. Did you mean 'tenant'?"),
            (
                "{\(people),\"ews\":{\"calendarDaysBak\":3}}",
                "'ews.calendarDaysBak' is not a known setting. Did you mean 'ews.calendarDaysBack'?"
            ),
            ("{\(people),\"sync\":5}", "'sync' must be an object with settings such as 'sync.deletedMail'."),
            ("{\(people),\"subject\":5}", "'subject' must be a text."),
            ("{\(people),\"subject\":\"all\"}", "'subject' must be one of none, hash, text."),
            ("{\(people),\"sync\":{\"deletedMail\":true}}", "'sync.deletedMail' must be a text."),
            ("{\(people),\"sync\":{\"deletedMail\":\"no\"}}", "'sync.deletedMail' must be one of keep, remove."),
            // The setting after a faulty one is still known.
            (
                "{\(people),\"sync\":{\"mailboxesAtOnce\":0,\"foldersAtOnce\":1}}",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64."
            ),
            (
                "{\(people),\"ews\":{\"calendarDaysAhead\":-1,\"calendarDaysBack\":1,\"largestBatch\":9}}",
                "'ews.calendarDaysAhead' must be a whole number from 0 to 3660."
            ),
            (
                "{\(people),\"ews\":{\"excludedFolders\":[\"drafts\",\"Drafts\"]}}",
                "'ews.excludedFolders' must be a list of well-known folders out of msgfolderroot, "
                    + "archivemsgfolderroot, inbox, sentitems, deleteditems, drafts, outbox, junkemail, archive, "
                    + "calendar, syncissues, conversationhistory."
            ),
            (
                "{\(people),\"sync\":{\"mailboxesAtOnce\":0}}",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64."
            ),
            (
                "{\(people),\"sync\":{\"mailboxesAtOnce\":65}}",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64."
            ),
            ("{\(people),\"sync\":{\"mailboxesAtOnce\":\"5\"}}", "'sync.mailboxesAtOnce' must be a whole number."),
            ("{\(people),\"sync\":{\"mailboxesAtOnce\":5.5}}", "'sync.mailboxesAtOnce' must be a whole number."),
            ("{\(people),\"ews\":{\"archive\":\"false\"}}", "'ews.archive' must be true or false."),
            (
                "{\(people),\"ews\":{\"access\":\"admin\"}}",
                "'ews.access' must be one of impersonation, delegation."
            ),
            (
                "{\(people),\"ews\":{\"authentication\":\"digest\"}}",
                "'ews.authentication' must be one of basic, bearer, negotiate, ntlm."
            ),
            (
                "{\(people),\"ews\":{\"url\":\"ftp://mail.example/EWS/Exchange.asmx\"}}",
                "'ews.url' must be an address such as https://mail.example.com/EWS/Exchange.asmx."
            ),
        ]
    )
    func faults(json: String, message: String) async throws {
        let failure = try await failure(json)
        #expect(failure != nil)
        #expect(failure?.message == message)
    }

    @Test("is refused if it is no object of settings", arguments: ["", "{", "[]", "5", #"{"tenant":"c"},"#, "\u{0}"])
    func noObject(json: String) async throws {
        let failure = try await failure(json)
        #expect(failure != nil)
        #expect(
            failure?.message.hasSuffix("is not a JSON object of texts, numbers, lists of texts and objects.") == true
        )
    }

    @Test(
        "in the environment is refused as well",
        arguments: [
            (
                "RAPPORT_TENNANT", "x",
                "'RAPPORT_TENNANT' is not a known environment variable. Did you mean 'RAPPORT_TENANT'?"
            ),
            (
                "RAPPORT_EWS_PASWORD", "x",
                "'RAPPORT_EWS_PASWORD' is not a known environment variable. Did you mean 'RAPPORT_EWS_PASSWORD'?"
            ),
            ("RAPPORT_SUBJECT", "all", "'subject' must be one of none, hash, text."),
            ("RAPPORT_SYNC_MAILBOXES_AT_ONCE", "many", "'sync.mailboxesAtOnce' must be a whole number."),
        ]
    )
    func environment(name: String, value: String, message: String) async throws {
        let failure = try await failure("{\(Self.people)}", environment: [name: value])
        #expect(failure != nil)
        #expect(failure?.message == message)
    }

    @Test func `that is not there is named`() async throws {
        await #expect(throws: SettingsError.self) {
            try await RapportSettings.load("/nowhere/rapport.json", environment: [:])
        }
    }

    @Test(
        "never shows a secret, nor the wrong value",
        arguments: [
            #""ews":{"password":"hunter2"}"#, #""ews":{"token":"hunter2"}"#, #""ews":{"password":["hunter2"]}"#,
            #""ews":{"url":"https://u:hunter2@mail.example/EWS/Exchange.asmx"}"#, #""subject":"hunter2""#,
            #""ews":{"passwort":"hunter2"}"#, #""sync":{"deletedMail":"hunter2"}"#,
        ]
    )
    func secrets(settings: String) async throws {
        let failure = try await failure("{\(Self.people),\(settings)}")
        #expect(failure != nil)
        #expect(failure.map { String(describing: $0).contains("hunter2") } == false)
    }

    private func failure(_ json: String, environment: [String: String] = [:]) async throws -> SettingsError? {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = try directory.write(json, to: "rapport.json")
        do {
            _ = try await RapportSettings.load(path, environment: environment)
            return nil
        } catch let failure as SettingsError {
            return failure
        }
    }
}
