/// One message of a client: JSON-RPC 2.0, as far as the tools need it.
///
/// Whatever stands in its parameters, a message with an id is a request, and gets an answer.
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

    private enum Key: CodingKey {
        case jsonrpc, id, method, params
    }

    /// Nil for what asks for no answer.
    let id: ID?
    /// Nil for an answer to what we never ask, and for what is no message.
    let method: String?
    /// Nil for parameters of other types than the tools have.
    let params: Parameters?
    let isVersion2: Bool

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        id = try? fields.decodeIfPresent(ID.self, forKey: .id)
        method = try? fields.decodeIfPresent(String.self, forKey: .method)
        isVersion2 = (try? fields.decodeIfPresent(String.self, forKey: .jsonrpc)) == "2.0"
        params =
            fields.contains(.params)
            ? try? fields.decode(Parameters.self, forKey: .params)
            : Parameters(protocolVersion: nil, name: nil, arguments: nil)
    }
}
