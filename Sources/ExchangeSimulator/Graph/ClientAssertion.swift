import Crypto
import CryptoExtras
import FoundationEssentials

/// A signed statement that the sender is the application.
///
/// <https://learn.microsoft.com/entra/identity-platform/certificate-credentials>
struct ClientAssertion {
    private struct Header: Decodable {
        let alg: String
        let thumbprint: String?
        let legacyThumbprint: String?

        private enum CodingKeys: String, CodingKey {
            case alg
            case thumbprint = "x5t#S256"
            case legacyThumbprint = "x5t"
        }
    }

    /// Some libraries write times with a fraction.
    private struct Claims: Decodable {
        let aud: String
        let iss: String
        let sub: String
        let exp: Double
        let nbf: Double?
    }

    private let header: Header
    private let claims: Claims
    private let signed: Data
    private let signature: _RSA.Signing.RSASignature

    init(_ text: String) throws(TokenRefusal) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let header = Self.decoded(parts[0]), let claims = Self.decoded(parts[1]),
            let signature = Self.decoded(parts[2]),
            let readHeader = try? JSONDecoder().decode(Header.self, from: header),
            let readClaims = try? JSONDecoder().decode(Claims.self, from: claims)
        else { throw .malformedAssertion }
        self.header = readHeader
        self.claims = readClaims
        signed = Data("\(parts[0]).\(parts[1])".utf8)
        self.signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
    }

    /// - Parameters:
    ///   - endpoints: what the audience may be.
    ///   - now: in seconds since 1970.
    func check(clientID: String, endpoints: [String], keys: ApplicationKeys, now: Int) throws(TokenRefusal) {
        let now = Double(now)
        // Entra forgives clocks that are five minutes apart.
        guard claims.exp > now - 300, (claims.nbf ?? now) < now + 300, claims.exp < now + 86_400 else {
            throw .assertionOutOfTime
        }
        if claims.iss == ApplicationKeys.issuer {
            guard claims.sub == ApplicationKeys.subject, claims.aud == "api://AzureADTokenExchange" else {
                throw .unknownSubject
            }
            guard header.alg == "RS256", isSigned(by: keys.issuerPublicKey, .insecurePKCS1v1_5) else {
                throw .wrongSignature
            }
            return
        }
        guard claims.iss == claims.sub, claims.sub.lowercased() == clientID else { throw .unknownIssuer }
        guard endpoints.contains(claims.aud) else { throw .wrongAudience }
        // MSAL pads the thumbprint; azure-identity still has the older form.
        let isKnown =
            switch header.alg {
            case "PS256":
                header.thumbprint?.replacing("=", with: "") == keys.thumbprint
                    && isSigned(by: keys.certificateKey, .PSS)
            case "RS256":
                header.legacyThumbprint?.replacing("=", with: "") == keys.legacyThumbprint
                    && isSigned(by: keys.certificateKey, .insecurePKCS1v1_5)
            default: false
            }
        guard isKnown else { throw .wrongSignature }
    }

    private func isSigned(by key: _RSA.Signing.PublicKey, _ padding: _RSA.Signing.Padding) -> Bool {
        key.isValidSignature(signature, for: SHA256.hash(data: signed), padding: padding)
    }

    private static func decoded(_ text: String) -> Data? {
        guard !text.isEmpty else { return nil }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
        return Data(base64Encoded: standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4))
    }
}
