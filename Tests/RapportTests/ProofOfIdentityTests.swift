import AccessTokens
import Connector
import ConnectorTesting
import CurlTransport
import ExchangeSimulator
import Foundation
import HTTPTransport
import Testing

/// Every way to prove who the application is, against an endpoint that checks.
struct ProofOfIdentityTests {
    /// Keys of RSA take long to make.
    private static let keys = Result { try ApplicationKeys.generate(now: Date()) }
    private static let identity = Result { try TLSIdentity.generate(now: Date()) }

    private static func token(
        _ proof: (ApplicationKeys, SimulatedExchange) throws -> Application.Proof,
        seconds: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
    ) async throws -> String {
        let directory = try TemporaryDirectory()
        let keys = try Self.keys.get()
        var options = SimulatedExchange.Options()
        let identity = try Self.identity.get()
        options.identity = identity
        options.applicationKeys = keys
        let state = TenantGenerator(users: 1, seed: 1, itemsPerUser: 1, now: 1_795_435_200).generate()
        let simulator = try await SimulatedExchange.start(tenant: Tenant(state), options: options)
        var curl = CurlClient.Configuration()
        curl.caFile = try directory.write(identity.authorityPEM, to: "ca.pem")
        let origin = try #require(Origin(url: simulator.origin))
        let application = Application(
            login: origin,
            tenant: state.id,
            clientID: simulator.application.clientID,
            proof: try proof(keys, simulator)
        )
        let tokens = AccessTokenCache(
            application: application,
            transport: CurlClient(configuration: curl),
            secondsSince1970: seconds
        )
        var result = await Result { try await tokens.token(for: Resource(origin)) }
        // As the pipeline does. On a busy machine a limit on time may end before the endpoint gets to answer.
        for _ in 0..<20 {
            guard case .failure(let error as SourceError) = result, error.retry == .now else { break }
            result = await Result { try await tokens.token(for: Resource(origin)) }
        }
        await simulator.stop()
        // The authority's file is needed until here, and is gone with its directory.
        withExtendedLifetime(directory) {}
        return try result.get()
    }

    @Test func `A certificate, a federated token and a machine's identity each get a token`() async throws {
        #expect(
            try await Self.token { keys, _ in .certificate(try ClientCertificate(pem: keys.certificatePEM)) }.count
                > 100
        )
        let now = Int(Date().timeIntervalSince1970)
        #expect(
            try await Self.token { keys, _ in
                let token = try keys.federatedToken(now: now)
                return .federated { token }
            }.count > 100
        )
        #expect(
            try await Self.token { _, simulator in
                .managedIdentity(
                    try #require(ManagedIdentity(environment: ["AZURE_POD_IDENTITY_AUTHORITY_HOST": simulator.origin]))
                )
            }.count > 100
        )
    }

    @Test func `A certificate that is not registered, a clock that is wrong and an old token get none`() async throws {
        let stranger = try Self.keys.get().exchanged(now: Date())
        let unregistered = await #expect(throws: SourceError.self) {
            try await Self.token { _, _ in .certificate(try ClientCertificate(pem: stranger.certificatePEM)) }
        }
        #expect(unregistered?.vendorCode == "AADSTS700027", "\(String(describing: unregistered))")
        let late = await #expect(throws: SourceError.self) {
            try await Self.token(
                { keys, _ in .certificate(try ClientCertificate(pem: keys.certificatePEM)) },
                seconds: { Int(Date().timeIntervalSince1970) - 7_200 }
            )
        }
        #expect(late?.vendorCode == "AADSTS700024", "\(String(describing: late))")
        let old = await #expect(throws: SourceError.self) {
            try await Self.token { keys, _ in
                let token = try keys.federatedToken(now: Int(Date().timeIntervalSince1970) - 7_200)
                return .federated { token }
            }
        }
        #expect(old?.vendorCode == "AADSTS700024", "\(String(describing: old))")
        let forged = await #expect(throws: SourceError.self) {
            try await Self.token { _, _ in
                let token = try stranger.federatedToken(now: Int(Date().timeIntervalSince1970))
                return .federated { token }
            }
        }
        #expect(forged?.vendorCode == "AADSTS700027", "\(String(describing: forged))")
        let garbage = await #expect(throws: SourceError.self) { try await Self.token { _, _ in .federated { "a.b" } } }
        #expect(garbage?.vendorCode == "AADSTS50027", "\(String(describing: garbage))")
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
