import ExchangeSimulator
import FoundationEssentials
import NIOSSL
import SwiftASN1
import Testing
@_spi(FixedExpiryValidationTime) import X509

struct TLSIdentityTests {
    private static let now = Date(timeIntervalSince1970: 1_780_000_000)

    private static func authority(of identity: TLSIdentity) throws -> Certificate {
        try Certificate(pemDocument: PEMDocument(pemString: identity.authorityPEM))
    }

    private static func server(of identity: TLSIdentity) throws -> Certificate {
        guard case .certificate(let certificate) = try #require(identity.configuration.certificateChain.first) else {
            throw CocoaError(.fileReadUnknown)
        }
        return try Certificate(derEncoded: certificate.toDERBytes())
    }

    private static func verifies(
        _ identity: TLSIdentity,
        name: String?,
        address: String?,
        at time: Date = now,
        authority: Certificate
    ) async throws -> Bool {
        var verifier = Verifier(rootCertificates: CertificateStore([authority])) {
            RFC5280Policy(fixedExpiryValidationTime: time)
            ServerIdentityPolicy(serverHostname: name, serverIP: address)
        }
        let result = await verifier.validate(leaf: try server(of: identity), intermediates: CertificateStore())
        switch result {
        case .validCertificate: return true
        case .couldNotValidate: return false
        }
    }

    @Test(
        arguments: [
            ("localhost", nil, true), ("autodiscover.contoso.example", nil, true), (nil, "127.0.0.1", true),
            (nil, "::1", true), ("contoso.example", nil, false), ("evil.example", nil, false),
            (nil, "127.0.0.2", false),
        ] as [(String?, String?, Bool)]
    )
    func `The certificate is good for loopback and the given names only`(
        name: String?,
        address: String?,
        expected: Bool
    ) async throws {
        let identity = try TLSIdentity.generate(names: ["autodiscover.contoso.example"], now: Self.now)
        let authority = try Self.authority(of: identity)
        #expect(try await Self.verifies(identity, name: name, address: address, authority: authority) == expected)
    }

    @Test(arguments: [(-3_601.0, false), (-3_600, true), (0, true), (172_800, true), (172_801, false)])
    func `It is valid from an hour before its making to the last second of its days`(
        offset: Double,
        expected: Bool
    ) async throws {
        let identity = try TLSIdentity.generate(now: Self.now, days: 2)
        let verified = try await Self.verifies(
            identity,
            name: "localhost",
            address: nil,
            at: Self.now.addingTimeInterval(offset),
            authority: Self.authority(of: identity)
        )
        #expect(verified == expected)
    }

    @Test func `Another start's authority does not vouch for it`() async throws {
        let first = try TLSIdentity.generate(now: Self.now)
        let second = try TLSIdentity.generate(now: Self.now)
        #expect(first.authorityPEM != second.authorityPEM)
        let authority = try Self.authority(of: second)
        #expect(try await Self.verifies(first, name: "localhost", address: nil, authority: authority) == false)
    }

    @Test func `The written file holds the authority's certificate and no key`() throws {
        let path = URL.temporaryDirectory.appending(path: "authority-\(UInt64.random(in: .min ... .max)).pem")
        defer { try? FileManager.default.removeItem(at: path) }
        let identity = try TLSIdentity.generate(now: Self.now)
        try identity.writeAuthority(to: path.path())
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        #expect(text == identity.authorityPEM + "\n")
        #expect(text.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(text.hasSuffix("-----END CERTIFICATE-----\n"))
        #expect(!text.contains("PRIVATE"))
    }

    @Test func `It refuses TLS before 1.2`() throws {
        #expect(try TLSIdentity.generate(now: Self.now).configuration.minimumTLSVersion == .tlsv12)
    }
}
