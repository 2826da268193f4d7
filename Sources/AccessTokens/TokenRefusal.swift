/// What the endpoint says when it gives no token, as far as it is used: numbers and words of fixed vocabularies.
///
/// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
struct TokenRefusal: Decodable, Sendable {
    /// RFC 6749, 5.2; empty if there is none.
    var error = ""
    /// The numbers behind `AADSTS`.
    var numbers: [Int] = []
    /// By which Microsoft's support finds the request; a GUID.
    var correlationID: String?

    private enum CodingKeys: String, CodingKey {
        case error
        case numbers = "error_codes"
        case correlationID = "correlation_id"
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        error = try values.decodeIfPresent(String.self, forKey: .error) ?? ""
        numbers = (try? values.decodeIfPresent([Int].self, forKey: .numbers)) ?? []
        let id = try? values.decodeIfPresent(String.self, forKey: .correlationID)
        correlationID = id.flatMap { id in
            let isPlain = id.utf8.count == 36 && id.utf8.allSatisfy { $0 == 0x2D || $0.isHexadecimal }
            return isPlain ? id : nil
        }
    }
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}
