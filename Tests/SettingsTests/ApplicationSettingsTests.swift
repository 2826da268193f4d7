import AccessTokens
import ConnectorTesting
import CryptoExtras
import Foundation
import HTTPTransport
import Settings
import Testing

/// The settings under `application`.
struct ApplicationSettingsTests {
    private let directory: TemporaryDirectory
    private static let ids = #""tenantID":"contoso.example","clientID":"11112222-3333-4444-5555-666677778888""#

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test func `A secret comes from a file or the environment, read anew each time`() async throws {
        let path = try directory.write("one\n", to: "secret")
        let settings = try await load(#"\#(Self.ids),"secretFile":"\#(path)""#)
        guard case .secret(let secret) = try settings.application().proof else { throw Unexpected() }
        #expect(try secret() == "one")
        _ = try directory.write("two\n", to: "secret")
        #expect(try secret() == "two")
        let variable = try await load(Self.ids, environment: ["RAPPORT_APPLICATION_SECRET": "three"])
        guard case .secret(let secret) = try variable.application().proof else { throw Unexpected() }
        #expect(try secret() == "three")
    }

    @Test func `A certificate and its key come from one file of the owner's`() async throws {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation
        let certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
        let path = try directory.write(certificate + key, to: "both.pem")
        let settings = try await load(#"\#(Self.ids),"authentication":"certificate","certificateFile":"\#(path)""#)
        guard case .certificate = try settings.application().proof else { throw Unexpected() }
        for (text, says) in [
            (certificate, "must also hold the certificate's RSA key"), (key, "holds no certificate in PEM form"),
        ] {
            _ = try directory.write(text, to: "both.pem")
            let failure = #expect(throws: SettingsError.self) { try settings.application() }
            #expect(failure != nil)
            #expect(failure?.message.contains(says) == true)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: SettingsError.self) { try settings.application() }
    }

    @Test func `A federated token's file may be readable for others`() async throws {
        let path = try directory.write("a.b.c", to: "token")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let settings = try await load(#"\#(Self.ids),"authentication":"federated","federatedTokenFile":"\#(path)""#)
        guard case .federated(let token) = try settings.application().proof else { throw Unexpected() }
        #expect(try token() == "a.b.c")
    }

    @Test func `A machine's identity needs no names`() async throws {
        let settings = try await load(#""authentication":"managedIdentity""#)
        guard case .managedIdentity = try settings.application().proof else { throw Unexpected() }
    }

    @Test(arguments: [
        (#""tenantID":"a","clientID":"b""#, "'application.secretFile' must be"),
        (#""clientID":"b","secretFile":"S""#, "'application.tenantID' must be given"),
        (#""tenantID":"a","secretFile":"S""#, "'application.clientID' must be given"),
        (
            #""tenantID":"a","clientID":"b","authentication":"certificate""#,
            "'application.certificateFile' must be given"
        ),
    ])
    func `What is missing is named when it is needed`(text: String, says: String) async throws {
        let path = try directory.write("s", to: "secret")
        let settings = try await load(text.replacing("\"S\"", with: "\"\(path)\""))
        let failure = #expect(throws: SettingsError.self) { try settings.application() }
        #expect(failure != nil)
        #expect(failure?.message.contains(says) == true, "\(failure?.message ?? "")")
    }

    @Test(arguments: [
        (#""tenantID":"common""#, "application.tenantID"), (#""tenantID":"a/b""#, "application.tenantID"),
        (#""clientID":"b?c""#, "application.clientID"), (#""login":"http://login.example""#, "application.login"),
        (#""cloud":"moon""#, "application.cloud"), (#""secret":"x""#, "application.secret"),
    ])
    func `What cannot be used is refused at once`(text: String, key: String) async throws {
        let failure = await #expect(throws: SettingsError.self) { try await load(text) }
        #expect(failure?.message.contains("'\(key)'") == true, "\(failure?.message ?? "")")
    }

    private struct Unexpected: Error {}

    private func load(
        _ settings: String,
        environment: [String: String] = [:]
    ) async throws -> ApplicationSettings {
        let text = "{\(ConfigurationFaultTests.people),\"application\":{\(settings)}}"
        let path = try directory.write(text, to: "rapport.json")
        return try await RapportSettings.load(path, environment: environment).application
    }
}
