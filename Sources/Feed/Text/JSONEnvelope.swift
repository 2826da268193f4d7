package import Interactions

/// What a host's protocol wants around the fields of a row.
package enum JSONEnvelope: Hashable, Sendable {
    case none
    /// A RECORD of Singer, with `_sdc_deleted_at` in deletions.
    case singer(at: Timestamp)
    /// A RECORD of Airbyte, with `_ab_cdc_deleted_at` in deletions.
    case airbyte(at: Timestamp)

    /// The field beside those of the stream that says when a row was deleted, nil where there is none.
    package var deletionName: String? {
        switch self {
        case .none: nil
        case .singer: "_sdc_deleted_at"
        case .airbyte: "_ab_cdc_deleted_at"
        }
    }

    func begin(_ stream: FeedStream) -> String {
        switch self {
        case .none: "{"
        case .singer: #"{"type":"RECORD","stream":"\#(stream.rawValue)","record":{"#
        case .airbyte(let now):
            #"{"type":"RECORD","record":{"stream":"\#(stream.rawValue)","emitted_at":\#(now.microseconds / 1000),"data":{"#
        }
    }

    func end(isDeletion: Bool) -> [UInt8] {
        switch self {
        case .none: Self.plainEnd
        case .singer(let now), .airbyte(let now):
            Array(
                #","\#(deletionName ?? "")":\#(isDeletion ? "\"\(now.iso8601)\"" : "null")}\#(closing)"#.utf8
            )
        }
    }

    private static let plainEnd = Array("}\n".utf8)

    private var closing: String {
        switch self {
        case .none: "\n"
        case .singer: "}\n"
        case .airbyte: "}}\n"
        }
    }
}
