import Crypto
import CryptoExtras
package import FoundationEssentials
import SwiftASN1
import X509

/// What lets the application prove itself without a secret: a registered certificate, and an issuer of tokens that it
/// trusts.
///
/// The keys exist only in memory, and every start makes new ones.
package struct ApplicationKeys: Sendable {
    /// The certificate and its key in PEM form, as administrators have them in one file.
    package let certificatePEM: String
    /// The certificate's SHA-256 in base64url.
    let thumbprint: String
    /// Its SHA-1.
    let legacyThumbprint: String
    /// Of the federated credential.
    static let issuer = "https://issuer.example"
    static let subject = "system:serviceaccount:rapport:sync"
    private let key: _RSA.Signing.PrivateKey
    private let issuerKey: _RSA.Signing.PrivateKey

    var certificateKey: _RSA.Signing.PublicKey { key.publicKey }
    var issuerPublicKey: _RSA.Signing.PublicKey { issuerKey.publicKey }

    /// Makes both keys, which takes a while.
    ///
    /// - Parameter now: the certificate is valid from one hour earlier, for a week.
    package static func generate(now: Date) throws -> ApplicationKeys {
        try ApplicationKeys(
            _RSA.Signing.PrivateKey(keySize: .bits2048),
            issuerKey: _RSA.Signing.PrivateKey(keySize: .bits2048),
            now: now
        )
    }

    /// What a stranger has who got hold of the right keys for the wrong purposes: each key in the other's place, and
    /// a certificate of its own.
    package func exchanged(now: Date) throws -> ApplicationKeys {
        try ApplicationKeys(issuerKey, issuerKey: key, now: now)
    }

    private init(_ key: _RSA.Signing.PrivateKey, issuerKey: _RSA.Signing.PrivateKey, now: Date) throws {
        let signer = Certificate.PrivateKey(key)
        let name = try DistinguishedName { CommonName("rapport") }
        let certificate = try Certificate(
            version: .v3,
            serialNumber: .init(),
            publicKey: signer.publicKey,
            notValidBefore: now.addingTimeInterval(-3_600),
            notValidAfter: now.addingTimeInterval(7 * 86_400),
            issuer: name,
            subject: name,
            extensions: Certificate.Extensions { Critical(KeyUsage(digitalSignature: true)) },
            issuerPrivateKey: signer
        )
        let document = try certificate.serializeAsPEM()
        certificatePEM = "\(document.pemString)\n\(key.pemRepresentation)\n"
        thumbprint = Base64.url(Array(SHA256.hash(data: document.derBytes)))
        legacyThumbprint = Base64.url(Array(Insecure.SHA1.hash(data: document.derBytes)))
        self.key = key
        self.issuerKey = issuerKey
    }

    /// What a platform writes into the federated token's file: good for an hour from `now`, in seconds since 1970.
    package func federatedToken(now: Int) throws -> String {
        let header = JSONOutput.object { out in
            out.member("alg", "RS256")
            out.member("typ", "JWT")
        }
        let claims = JSONOutput.object { out in
            out.member("iss", Self.issuer)
            out.member("sub", Self.subject)
            out.member("aud", "api://AzureADTokenExchange")
            out.member("iat", now)
            out.member("exp", now + 3_600)
        }
        let signed = "\(Base64.url(header)).\(Base64.url(claims))"
        let signature = try issuerKey.signature(
            for: SHA256.hash(data: Data(signed.utf8)),
            padding: .insecurePKCS1v1_5
        )
        return "\(signed).\(Base64.url(Array(signature.rawRepresentation)))"
    }
}
