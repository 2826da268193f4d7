import ConnectorTesting
import Settings
import Testing

@Suite("A faulty configuration") struct ConfigurationFaultTests {
    static let people =
        #""tenant":"contoso","internalDomains":["contoso.example"],"mailboxes":["ann@contoso.example"],"directory":"users.json""#

    @Test(
        "is refused with the setting and what it must be",
        arguments: [
            ("{}", "'tenant' must be given, here or as RAPPORT_TENANT: a text."),
            (#"{"tenant":""}"#, "'tenant' must be a text. Found: nothing."),
            (#"{"tenant":5}"#, "'tenant' must be a text. Found: '5'."),
            (#"{"tenant":null}"#, "'tenant' must be a text. Found: null."),
            (
                #"{"tenant":"c"}"#,
                "'internalDomains' must be given, here or as RAPPORT_INTERNAL_DOMAINS: a list of domains such as "
                    + "contoso.com or *.contoso.com."
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso.com","contoso"],"mailboxes":["a@b.example"]}"#,
                "'internalDomains' must be a list of domains such as contoso.com or *.contoso.com. "
                    + "Found: 'contoso' as entry 2."
            ),
            (
                #"{"tenant":"c","internalDomains":"contoso.com"}"#,
                "'internalDomains' must be a list of domains such as contoso.com or *.contoso.com. "
                    + "Found: 'contoso.com'."
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso.com"]}"#,
                "'directory' must be given, here or as RAPPORT_DIRECTORY: the path of a file."
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso.com"],"mailboxes":[],"directory":"u.csv"}"#,
                "'mailboxes' must be a list of SMTP addresses that is not empty; without it, everybody counts. "
                    + "Found: an empty list."
            ),
            (
                "{\(people),\"scoring\":{\"frequency\":\"hourly\"}}",
                "'scoring.frequency' must be one of day, fewDays, week, coupleOfWeeks, month. Found: 'hourly'."
            ),
            (
                "{\(people),\"scoring\":{\"weights\":{\"email\":2}}}",
                "'scoring.weights.email' must be a whole number from 3 to 9. Found: '2'."
            ),
            (
                "{\(people),\"scoring\":{\"good\":40,\"fair\":40}}",
                "'scoring.fair' must be less than 'scoring.good'. Found: '40'."
            ),
            (
                "{\(people),\"scoring\":{\"businessHours\":\"9-17\"}}",
                "'scoring.businessHours' must be opening, closing and distance from UTC such as 09:00-17:30+01:00. "
                    + "Found: '9-17'."
            ),
            (
                "{\(people),\"dataverse\":{\"url\":\"http://contoso.crm4.dynamics.com\"}}",
                "'dataverse.url' must be an https address such as https://contoso.crm4.dynamics.com. "
                    + "Found: 'http://contoso.crm4.dynamics.com'."
            ),
            (
                "{\(people),\"introductions\":{\"blocked\":[\"adatum\"]}}",
                "'introductions.blocked' must be a list of SMTP addresses and domains. Found: 'adatum' as entry 1."
            ),
            (
                "{\(people),\"introductions\":{\"hidden\":[\"ann\"]}}",
                "'introductions.hidden' must be a list of SMTP addresses. Found: 'ann' as entry 1."
            ),
            ("{\(people),\"retentionDays\":0}", "'retentionDays' must be a whole number from 1 to 36600. Found: '0'."),
            (
                "{\(people),\"eligibility\":{\"profile\":\"onPremises\"}}",
                "'eligibility.profile' must be one of dynamics365, ownServer. Found: 'onPremises'."
            ),
            (
                "{\(people),\"eligibility\":{\"locationExceptions\":[\"gb\"]}}",
                "'eligibility.locationExceptions' must be a list of geography codes such as GBR. Found: 'gb' as entry 1."
            ),
            (
                "{\(people),\"eligibility\":{\"accountKinds\":[\"robot\"]}}",
                "'eligibility.accountKinds' must be a list out of user, shared, room, equipment. Found: a list."
            ),
            (
                "{\(people),\"lifeCycle\":{\"enabled\":\"yesterday\"}}",
                "'lifeCycle.enabled' must be an instant such as 2026-11-01T08:00:00Z. Found: 'yesterday'."
            ),
            (
                "{\(people),\"lifeCycle\":{\"consent\":\"2026-11-01T08:00:00Z\"}}",
                "'lifeCycle.consent' must be used together with the address of who is responsible. "
                    + "Found: '2026-11-01T08:00:00Z'."
            ),
            (
                "{\(people),\"lifeCycle\":{\"roles\":[\"S\"]}}",
                "'lifeCycle.roles' must be used together with 'lifeCycle.enabled'. Found: a list."
            ),
            (
                "{\(people),\"lifeCycle\":{\"administrator\":\"admin\"}}",
                "'lifeCycle.administrator' must be an SMTP address. Found: 'admin'."
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso.com"],"mailboxes":["a@b.example","ann"]}"#,
                "'mailboxes' must be a list of SMTP addresses, none of them twice. Found: 'ann' as entry 2."
            ),
            (
                #"{"tenant":"c","internalDomains":["contoso.com"],"mailboxes":["a@b.example","A@b.example"]}"#,
                "'mailboxes' must be a list of SMTP addresses, none of them twice. Found: a list."
            ),
            ("{\(people),\"tennant\":\"x\"}", "'tennant' is not a known setting. Did you mean 'tenant'?"),
            (
                "{\(people),\"ews\":{\"calendarDaysBak\":3}}",
                "'ews.calendarDaysBak' is not a known setting. Did you mean 'ews.calendarDaysBack'?"
            ),
            ("{\(people),\"sync\":5}", "'sync' must be an object with settings such as 'sync.every'. Found: '5'."),
            ("{\(people),\"subject\":5}", "'subject' must be one of none, hash, text. Found: '5'."),
            ("{\(people),\"subject\":\"all\"}", "'subject' must be one of none, hash, text. Found: 'all'."),
            (
                "{\(people),\"sync\":{\"deletedMail\":true}}",
                "'sync.deletedMail' must be one of keep, remove. Found: true."
            ),
            (
                "{\(people),\"sync\":{\"deletedMail\":\"no\"}}",
                "'sync.deletedMail' must be one of keep, remove. Found: 'no'."
            ),
            // The setting after a faulty one is still known.
            (
                "{\(people),\"sync\":{\"mailboxesAtOnce\":0,\"foldersAtOnce\":1}}",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64. Found: '0'."
            ),
            (
                "{\(people),\"ews\":{\"calendarDaysAhead\":-1,\"calendarDaysBack\":1,\"largestBatch\":9}}",
                "'ews.calendarDaysAhead' must be a whole number from 0 to 3660. Found: '-1'."
            ),
            (
                "{\(people),\"ews\":{\"excludedFolders\":[\"drafts\",\"Drafts\"]}}",
                "'ews.excludedFolders' must be a list of well-known folders out of msgfolderroot, "
                    + "archivemsgfolderroot, inbox, sentitems, deleteditems, drafts, outbox, junkemail, archive, "
                    + "calendar, syncissues, conversationhistory. Found: a list."
            ),
            (
                "{\(people),\"sync\":{\"mailboxesAtOnce\":0}}",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64. Found: '0'."
            ),
            (
                "{\(people),\"sync\":{\"mailboxesAtOnce\":65}}",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64. Found: '65'."
            ),
            (
                "{\(people),\"sync\":{\"mailboxesAtOnce\":\"5\"}}",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64. Found: '5'."
            ),
            (
                "{\(people),\"sync\":{\"mailboxesAtOnce\":5.5}}",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64. Found: '5.5'."
            ),
            ("{\(people),\"ews\":{\"archive\":\"false\"}}", "'ews.archive' must be true or false. Found: 'false'."),
            (
                "{\(people),\"ews\":{\"access\":\"admin\"}}",
                "'ews.access' must be one of impersonation, delegation. Found: 'admin'."
            ),
            (
                "{\(people),\"ews\":{\"authentication\":\"digest\"}}",
                "'ews.authentication' must be one of basic, bearer, negotiate, ntlm. Found: 'digest'."
            ),
            (
                "{\(people),\"ews\":{\"url\":\"ftp://mail.example/EWS/Exchange.asmx\"}}",
                "'ews.url' must be an address such as https://mail.example.com/EWS/Exchange.asmx. "
                    + "Found: 'ftp://mail.example/EWS/Exchange.asmx'."
            ),
        ]
    )
    func faults(json: String, message: String) async throws {
        let failure = try await failure(json)
        #expect(failure?.problems.contains { $0.text == message } == true, "\(failure?.message ?? "")")
    }

    @Test(
        "is refused with the line where it stops being JSON",
        arguments: [
            ("", 1, "an object of settings, in braces"), ("{", 1, "a setting's name in double quotes"),
            ("[]", 1, "an object of settings, in braces"), ("5", 1, "an object of settings, in braces"),
            ("{\"tenant\":\"c\"},", 1, "nothing behind the object's end"),
            ("\u{0}", 1, "an object of settings, in braces"),
            ("{\n\"tenant\": \"c\"\n\"subject\": \"none\"}", 3, "a comma or a closing brace behind 'tenant'"),
            ("{\n\"tenant\": \"c\",\n}", 3, "a setting's name in double quotes"),
            ("{\n'tenant': 1}", 2, "a setting's name in double quotes"),
            ("{\n\"tenant\": c}", 2, "a value; texts stand in double quotes"),
            ("{\n\n\"tenant\": \"c}", 3, "a closing quote"),
            ("{\n\"tenant\": \"C\\svc\"}", 2, "an escape that JSON has; a backslash itself is written twice"),
            ("{\"a\": \"\\uD800\"}", 1, "an escape that JSON has; a backslash itself is written twice"),
            ("{\"a\": [1,\n2}", 2, "a comma or a closing bracket"),
            ("{\"a\": 01}", 1, "a value; texts stand in double quotes"),
            ("{\"a\": 1.}", 1, "a value; texts stand in double quotes"), ("{\"a\" 1}", 1, "a colon behind 'a'"),
            (String(repeating: "{\"a\":", count: 200), 1, "fewer objects in one another"),
            ("{\"a\":" + String(repeating: "[", count: 200), 1, "fewer lists in one another"),
        ]
    )
    func noObject(json: String, line: Int, expected: String) async throws {
        let failure = try await failure(json)
        #expect(failure?.problems.map(\.expected) == [expected])
        guard case .file(_, line) = failure?.problems.first?.origin else {
            Issue.record("\(failure?.message ?? "")")
            return
        }
    }

    @Test func `is told with all of its mistakes, in the order of the file, variables last`() async throws {
        let json = """
            {
              "tenant": "contoso", "subject": "all",
              "sync": {"mailboxesAtOnce": 0, "foldersAtOnc": 2},
              "ews": {
                "archive": "yes",
                "password": "hunter2",
                "tenant": true
              },
              "mailboxes": ["ann@contoso.example", "bob"],
              "tenant": "other"
            }
            """
        let failure = try await failure(json, environment: ["RAPPORT_SUBJET": "x", "RAPPORT_EWS_ACCESS": "all"])
        let places = failure?.problems.map { problem in
            if case .file(_, let line) = problem.origin { "\(line) \(problem.key)" } else { "\(problem.origin)" }
        }
        #expect(
            places == [
                "1 directory", "1 internalDomains", "2 subject", "3 sync.mailboxesAtOnce", "3 sync.foldersAtOnc",
                "5 ews.archive", "6 ews.password", "7 ews.tenant", "9 mailboxes", "10 tenant", "RAPPORT_EWS_ACCESS",
                "RAPPORT_SUBJET",
            ]
        )
        #expect(failure?.message.hasPrefix("12 mistakes in the configuration:\n  ") == true)
        #expect(failure?.message.contains("hunter2") == false)
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
            ("RAPPORT_SUBJECT", "all", "'subject' must be one of none, hash, text. Found: 'all'."),
            (
                "RAPPORT_SYNC_MAILBOXES_AT_ONCE", "many",
                "'sync.mailboxesAtOnce' must be a whole number from 1 to 64. Found: 'many'."
            ),
            ("RAPPORT_EWS_ARCHIVE", "", "'ews.archive' must be true or false. Found: nothing."),
            (
                "RAPPORT_MAILBOXES", "",
                "'mailboxes' must be a list of SMTP addresses that is not empty; without it, everybody counts. "
                    + "Found: nothing."
            ),
        ]
    )
    func environment(name: String, value: String, message: String) async throws {
        let failure = try await failure("{\(Self.people)}", environment: [name: value])
        #expect(failure?.message == "\(name): \(message)")
    }

    @Test func `that is not there is named`() async throws {
        await #expect(throws: SettingsError.self) {
            try await RapportSettings.load("/nowhere/rapport.json", environment: [:])
        }
    }

    @Test(
        "never shows a secret, nor what could be an address",
        arguments: [
            #""ews":{"password":"hunter2"}"#, #""ews":{"token":"hunter2"}"#, #""ews":{"password":["hunter2"]}"#,
            #""ews":{"url":"https://u:hunter2@mail.example/EWS/Exchange.asmx"}"#, #""subject":"hunter2@x.example""#,
            #""ews":{"passwort":"hunter2"}"#, #""application":{"secret":"hunter2"}"#,
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
        } catch {
            return error
        }
    }
}
