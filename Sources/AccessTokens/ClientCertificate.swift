import Crypto
import CryptoExtras
import FoundationEssentials
import Interactions
import SwiftASN1

/// A certificate that is registered with the application, and its key.
package struct ClientCertificate: Sendable {
    /// SHA-256 of the certificate, by which Entra finds it.
    private let thumbprint: String
    private let key: _RSA.Signing.PrivateKey

    /// Why a PEM file is no such certificate.
    package enum Failure: Error, Hashable, Sendable {
        case noCertificate, noPrivateKey
    }

    /// - Parameter pem: `CERTIFICATE` (the first one counts) and `PRIVATE KEY` or `RSA PRIVATE KEY`, unencrypted. The
    ///   key is RSA with 2,048 bits or more, which is what Entra takes.
    /// - Throws: `Failure`.
    package init(pem: String) throws(Failure) {
        let documents = (try? PEMDocument.parseMultiple(pemString: pem)) ?? []
        guard let certificate = documents.first(where: { $0.discriminator == "CERTIFICATE" }) else {
            throw .noCertificate
        }
        let keys = documents.filter { $0.discriminator.hasSuffix("PRIVATE KEY") }
        guard let document = keys.first,
            let key = try? _RSA.Signing.PrivateKey(pemRepresentation: document.pemString),
            key.keySizeInBits >= 2_048
        else { throw .noPrivateKey }
        self.key = key
        thumbprint = Base64URL.text(SHA256.hash(data: certificate.derBytes))
    }

    /// What proves to the token endpoint at `audience` that we hold the key: a JWT, good for ten minutes and one use.
    ///
    /// <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>
    func assertion(audience: String, clientID: String, at now: Int, id: String) throws -> String {
        struct Header: Encodable {
            let alg = "PS256"
            let typ = "JWT"
            let thumbprint: String

            private enum CodingKeys: String, CodingKey {
                case alg, typ
                case thumbprint = "x5t#S256"
            }
        }
        struct Claims: Encodable {
            let aud: String
            let exp: Int
            let iss: String
            let jti: String
            let nbf: Int
            let sub: String
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let header = try encoder.encode(Header(thumbprint: thumbprint))
        // A minute back, because two clocks never agree.
        let claims = try encoder.encode(
            Claims(aud: audience, exp: now + 600, iss: clientID, jti: id, nbf: now - 60, sub: clientID)
        )
        let signed = Base64URL.text(header) + "." + Base64URL.text(claims)
        let signature = try key.signature(for: SHA256.hash(data: Data(signed.utf8)), padding: .PSS)
        return signed + "." + Base64URL.text(signature.rawRepresentation)
    }
}
