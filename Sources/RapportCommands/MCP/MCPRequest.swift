/// One message of a client: JSON-RPC 2.0, as far as the tools need it.
struct MCPRequest: Decodable {
    /// What the answer repeats.
    enum ID: Codable {
        case number(Int)
        case text(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            switch self {
            case .number(let number): try value.encode(number)
            case .text(let text): try value.encode(text)
            }
        }
    }

    struct Parameters: Decodable {
        let protocolVersion: String?
        /// Of the tool.
        let name: String?
        let arguments: Arguments?
    }

    struct Arguments: Decodable {
        let record: String?
        let target: String?
        let address: String?
        let limit: Int?
    }

    /// Nil for what asks for no answer.
    let id: ID?
    let method: String
    let params: Parameters?
}
