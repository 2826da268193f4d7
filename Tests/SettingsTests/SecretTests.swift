import ConnectorTesting
import Foundation
import HTTPTransport
import Settings
import Testing

@Suite struct `The secret to sign in with` {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test(
        "is the one line of a file",
        arguments: ["p\u{E4}ss word", "p\u{E4}ss word\n", "p\u{E4}ss word\r\n"]
    )
    func file(content: String) async throws {
        let path = try directory.write(content, to: "password")
        let credential = try await signIn(#""user":"u","passwordFile":"\#(path)""#).credential()
        #expect(credential == .basic(user: "u", password: "p\u{E4}ss word"))
    }

    @Test func `comes from the environment before any file`() async throws {
        let signIn = try await signIn(
            #""user":"u","passwordFile":"/nowhere""#,
            environment: ["RAPPORT_EWS_PASSWORD": "from outside"]
        )
        #expect(try signIn.credential() == .basic(user: "u", password: "from outside"))
    }

    @Test func `comes from a supervisor's credential where nobody names a file`() async throws {
        let path = try directory.write("handed over\n", to: "ews.password")
        // As systemd's access lists show.
        try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: path)
        let environment = ["CREDENTIALS_DIRECTORY": directory.path]
        let signIn = try await signIn(#""user":"u""#, environment: environment)
        #expect(try signIn.credential() == .basic(user: "u", password: "handed over"))
        let named = try directory.write("named", to: "password")
        let other = try await self.signIn(#""user":"u","passwordFile":"\#(named)""#, environment: environment)
        #expect(try other.credential() == .basic(user: "u", password: "named"))
    }

    @Test func `comes from a folder of credentials, as the unit hands it over`() async throws {
        _ = try directory.write("of the folder\n", to: "secrets_ews.password")
        let signIn = try await signIn(#""user":"u""#, environment: ["CREDENTIALS_DIRECTORY": directory.path])
        #expect(try signIn.credential() == .basic(user: "u", password: "of the folder"))
    }

    @Test func `is a token, a ticket or an NTLM password where the configuration says so`() async throws {
        let path = try directory.write("secret\n", to: "secret")
        let bearer = try await signIn(#""authentication":"bearer","tokenFile":"\#(path)""#)
        #expect(try bearer.credential() == .bearer(token: "secret"))
        let negotiate = try await signIn(#""authentication":"negotiate""#)
        #expect(try negotiate.credential() == .negotiate)
        let ntlm = try await signIn(#""authentication":"ntlm","user":"C\\u","passwordFile":"\#(path)""#)
        #expect(try ntlm.credential() == .ntlm(user: #"C\u"#, password: "secret"))
    }

    @Test("is refused if others can read its file", arguments: [0o640, 0o604, 0o620, 0o601])
    func modes(mode: Int) async throws {
        let path = try directory.write("secret", to: "password")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let signIn = try await signIn(#""user":"u","passwordFile":"\#(path)""#)
        let failure = #expect(throws: SettingsError.self) { try signIn.credential() }
        #expect(failure != nil)
        #expect(
            failure?.problems.first?.text == "'ews.passwordFile': others can read '\(path)'. Run: chmod 600 '\(path)'"
        )
    }

    @Test(
        "is refused if its file does not hold one line of text",
        arguments: ["", "\n", "secret\nsecond", "sec\u{0}ret", "sec\u{7F}ret", String(repeating: "x", count: 70_000)]
    )
    func contents(content: String) async throws {
        let path = try directory.write(content, to: "password")
        let signIn = try await signIn(#""user":"u","passwordFile":"\#(path)""#)
        let failure = #expect(throws: SettingsError.self) { try signIn.credential() }
        #expect(failure != nil)
        #expect(failure?.problems.first?.text == "'ews.passwordFile': '\(path)' must hold one line of text.")
    }

    @Test func `is missed by name`() async throws {
        let missing = directory.path + "/missing"
        let messages = [
            (
                #""user":"u","passwordFile":"\#(missing)""#,
                "'ews.passwordFile': the file '\(missing)' cannot be opened (No such file or directory)."
            ),
            (
                #""user":"u","passwordFile":"\#(directory.path)""#,
                "'ews.passwordFile': '\(directory.path)' is not a file."
            ),
            (
                #""user":"u""#,
                "'ews.passwordFile' must be given, here or as RAPPORT_EWS_PASSWORD_FILE: the path of a file that only you can read "
                    + "(mode 0600); or the secret itself in RAPPORT_EWS_PASSWORD."
            ),
            (
                #""authentication":"bearer""#,
                "'ews.tokenFile' must be given, here or as RAPPORT_EWS_TOKEN_FILE: the path of a file that only you can read "
                    + "(mode 0600); or the secret itself in RAPPORT_EWS_TOKEN."
            ),
            (
                #""passwordFile":"x""#,
                #"'ews.user' must be given, here or as RAPPORT_EWS_USER: a name such as CONTOSO\svc-rapport."#
            ),
        ]
        for (settings, message) in messages {
            let signIn = try await signIn(settings)
            let failure = #expect(throws: SettingsError.self) { try signIn.credential() }
            #expect(failure != nil)
            #expect(failure.map { $0.problems.first?.text ?? $0.message } == message)
        }
    }

    private func signIn(_ settings: String, environment: [String: String] = [:]) async throws -> SignIn {
        let path = try directory.write("{\(ConfigurationFaultTests.people),\"ews\":{\(settings)}}", to: "rapport.json")
        return try await RapportSettings.load(path, environment: environment).exchange.signIn
    }
}
