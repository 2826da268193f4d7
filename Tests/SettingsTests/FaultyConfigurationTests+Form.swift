import ConnectorTesting
import Settings
import Testing

/// Where a mistake is, and what is shown of it.
extension ConfigurationFaultTests {
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

    /// As nobody's licence it would have everything removed that was read.
    @Test(arguments: [
        "DYN365_SALE_PREMIUM", "DYN365_SALES_PREMUIM_VIRAL", "dyn356_sales_premium", "DYN365 SALES PREMIUM",
    ])
    func `is refused where a part number is a slip of one that counts`(name: String) async throws {
        func configuration(_ more: String) -> String {
            """
            {"tenant": "c", "internalDomains": ["c.example"], "directory": "/users.csv",
            "eligibility": {"licenses": ["SPE_E5", "\(name)"]\(more)}}
            """
        }
        let problem = try await failure(configuration(""))?.problems.first { $0.key == "eligibility.licenses" }
        #expect(problem?.text.contains("nearly 'DYN365_SALES_PREMIUM'") == true)
        #expect(problem?.text.contains("'\(name)' as entry 2") == true)
        let named = try await failure(configuration(#", "licensePatterns": ["\#(name)"]"#))
        #expect(named?.problems.contains { $0.key == "eligibility.licenses" } != true)
    }

    @Test(arguments: ["DYN365_SALES_PREMIUM", "dyn365_sales_premium_viral", "DYN365_SALES_PRO", "SPE_E5", "", "NONE"])
    func `takes any other part number`(name: String) async throws {
        let json = """
            {"tenant": "c", "internalDomains": ["c.example"], "directory": "/users.csv",
            "eligibility": {"licenses": ["\(name)"], "licensePatterns": ["X*"]}}
            """
        #expect(try await failure(json)?.problems.contains { $0.key == "eligibility.licenses" } != true)
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
}
