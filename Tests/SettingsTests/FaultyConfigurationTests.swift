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
                "{\(people),\"signIn\":{\"clientID\":\"a\"}}",
                "'console.origin' must be given, here or as RAPPORT_CONSOLE_ORIGIN: the https address at which people "
                    + "come back from signing in."
            ),
            (
                "{\(people),\"signIn\":{\"clientID\":\"a\"},\"console\":{\"origin\":\"http://rapport.example\"}}",
                "'console.origin' must be the https address at which people come back from signing in. "
                    + "Found: 'http://rapport.example'."
            ),
            (
                "{\(people),\"signIn\":{\"tenantID\":\"common\"}}",
                "'signIn.tenantID' must be a GUID or a domain of the tenant. Found: 'common'."
            ),
            (
                "{\(people),\"signIn\":{\"authentication\":\"managedIdentity\"}}",
                "'signIn.authentication' must be one of secret, certificate, federated. Found: 'managedIdentity'."
            ),
            (
                "{\(people),\"ews\":{\"url\":\"http://mail.contoso.example/EWS\",\"user\":\"r\"}}",
                "'ews.url' must be an https address, because a password or token is sent over TLS alone. "
                    + "Found: 'http://mail.contoso.example/EWS'."
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
            (
                "{\(people),\"hybrid\":{\"ews\":[\"contoso.com\",\"ann\"]}}",
                "'hybrid.ews' must be a list of mailboxes, as addresses or domains such as *.contoso.com. "
                    + "Found: 'ann' as entry 2."
            ),
            (
                "{\(people),\"hybrid\":{\"ews\":[\"contoso.com\"],\"graph\":[\"Contoso.com\"]}}",
                "'hybrid.graph' must be a list with no entry of 'hybrid.ews'. Found: a list."
            ),
            (
                "{\(people),\"records\":\"r.csv\",\"dataverse\":{\"url\":\"https://contoso.crm4.dynamics.com\"}}",
                "'records' must be given without 'dataverse.url', because there is one CRM. Found: 'r.csv'."
            ),
            (
                "{\(people),\"graph\":{\"pageSize\":50}}",
                "'source' must be given, here or as RAPPORT_SOURCE: graph, or ews with its settings, because without it "
                    + "'graph' is not read."
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

    @Test func `that is not there is named`() async throws {
        await #expect(throws: SettingsError.self) {
            try await RapportSettings.load("/nowhere/rapport.json", environment: [:])
        }
    }

    func failure(_ json: String, environment: [String: String] = [:]) async throws -> SettingsError? {
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
