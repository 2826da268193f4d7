import Foundation

/// What a host of the Airbyte protocol holds that merges by key: whole lines alone mean anything to it.
struct AirbyteHost {
    private struct Message: Decodable {
        struct Record: Decodable {
            let stream: String
            let data: Row
        }

        struct Row: Decodable {
            let op: String
            let sequence: Int
            let interaction: String?
            let participant: String?

            enum CodingKeys: String, CodingKey {
                case op, sequence
                case interaction = "interaction_id"
                case participant = "participant_id"
            }
        }

        struct State: Decodable {
            struct Stream: Decodable {
                struct Descriptor: Decodable {
                    let name: String
                }

                let descriptor: Descriptor

                enum CodingKeys: String, CodingKey {
                    case descriptor = "stream_descriptor"
                }
            }

            let stream: Stream
        }

        let type: String
        let record: Record?
        let state: State?
    }

    /// By stream and key the sequence of the row.
    private(set) var tables: [String: [String: Int]] = [:]
    /// By stream the last one.
    private var states: [String: String] = [:]

    /// A list, as `read` takes it.
    var state: String { "[\(states.keys.sorted().compactMap { states[$0] }.joined(separator: ","))]" }

    /// Takes what a source wrote; of a line that was cut off nothing.
    mutating func take(_ bytes: [UInt8]) throws {
        guard let end = bytes.lastIndex(of: 0x0A) else { return }
        for line in bytes[...end].split(separator: 0x0A) {
            let message = try JSONDecoder().decode(Message.self, from: Data(line))
            if let record = message.record, let key = record.data.participant ?? record.data.interaction {
                tables[record.stream, default: [:]][key] = record.data.op == "delete" ? nil : record.data.sequence
            } else if let state = message.state {
                let text = String(decoding: line, as: UTF8.self)
                states[state.stream.descriptor.name] = String(
                    text.dropFirst(#"{"type":"STATE","state":"#.count).dropLast()
                )
            }
        }
    }
}
