import Crypto
package import FoundationEssentials
package import NIOSSL
import SwiftASN1
import X509

/// What the simulator shows a TLS client: a server certificate, and the authority that signed it.
///
/// Both keys exist only in memory, and every start makes new ones.
package struct TLSIdentity: Sendable {
    /// The authority's certificate, for a client's `caFile`.
    package let authorityPEM: String
    /// Server side, TLS 1.2 and later; the chain is the server's certificate alone.
    package let configuration: TLSConfiguration

    /// Makes an authority and a P-256 certificate for `127.0.0.1`, `::1`, `localhost` and `names`.
    ///
    /// - Parameters:
    ///   - names: Further DNS names, for example `autodiscover.contoso.example`.
    ///   - now: The certificates are valid from one hour earlier.
    ///   - days: How long they are valid.
    package static func generate(names: [String] = [], now: Date, days: Int = 7) throws -> TLSIdentity {
        let validity = now.addingTimeInterval(-3_600)...now.addingTimeInterval(Double(days) * 86_400)
        let authorityKey = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let authorityName = try DistinguishedName {
            OrganizationName("exchange-simulator")
            CommonName("exchange-simulator authority")
        }
        let authority = try Certificate(
            version: .v3,
            serialNumber: .init(),
            publicKey: authorityKey.publicKey,
            notValidBefore: validity.lowerBound,
            notValidAfter: validity.upperBound,
            issuer: authorityName,
            subject: authorityName,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: authorityKey.publicKey)
            },
            issuerPrivateKey: authorityKey
        )

        let serverKey = P256.Signing.PrivateKey()
        let serverPublicKey = Certificate.PublicKey(serverKey.publicKey)
        let server = try Certificate(
            version: .v3,
            serialNumber: .init(),
            publicKey: serverPublicKey,
            notValidBefore: validity.lowerBound,
            notValidAfter: validity.upperBound,
            issuer: authorityName,
            subject: try DistinguishedName { CommonName("localhost") },
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectKeyIdentifier(hash: serverPublicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: authorityKey.publicKey).keyIdentifier
                )
                SubjectAlternativeNames(loopback + (["localhost"] + names).map(GeneralName.dnsName))
            },
            issuerPrivateKey: authorityKey
        )

        var serializer = DER.Serializer()
        try serializer.serialize(server)
        let certificate = try NIOSSLCertificate(bytes: serializer.serializedBytes, format: .der)
        let key = try NIOSSLPrivateKey(bytes: Array(serverKey.derRepresentation), format: .der)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(certificate)],
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        return TLSIdentity(authorityPEM: try authority.serializeAsPEM().pemString, configuration: configuration)
    }

    /// Writes `authorityPEM` for clients to read, replacing what was there.
    package func writeAuthority(to path: String) throws {
        try Data((authorityPEM + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
    }

    private static let loopback: [GeneralName] = [
        .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
        .ipAddress(ASN1OctetString(contentBytes: [UInt8](repeating: 0, count: 15)[...] + [1])),
    ]
}
