package import Interactions

/// What a host's protocol wants around the fields of a row.
package enum JSONEnvelope: Hashable, Sendable {
    case none
    /// A RECORD of Singer, with `_sdc_deleted_at` in deletions.
    case singer(at: Timestamp)
    /// A RECORD of Airbyte, with `_ab_cdc_deleted_at` in deletions.
    case airbyte(at: Timestamp)
    /// An event of CloudEvents in structured mode; keyed, after its `partitionkey` and a tab.
    case cloudEvents(isKeyed: Bool)

    /// The field beside those of the stream that says when a row was deleted, nil where there is none.
    package var deletionName: String? {
        switch self {
        case .none, .cloudEvents: nil
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
        case .cloudEvents: CloudEvent.begin
        }
    }

    func end(_ row: JSONRowMarks) -> [UInt8] {
        switch self {
        case .none: Self.plainEnd
        case .singer(let now): Array(deletion(row, now, closing: "}\n").utf8)
        case .airbyte(let now): Array(deletion(row, now, closing: "}}\n").utf8)
        case .cloudEvents: CloudEvent.end(row)
        }
    }

    private static let plainEnd = Array("}\n".utf8)

    private func deletion(_ row: JSONRowMarks, _ now: Timestamp, closing: String) -> String {
        #","\#(deletionName ?? "")":\#(row.isDeletion ? "\"\(now.iso8601)\"" : "null")}\#(closing)"#
    }
}

/// What an envelope says of a row after its fields.
struct JSONRowMarks: Sendable {
    var stream = FeedStream.interaction
    var key = KeyedHash(high: 0, low: 0)
    /// Of an interaction or its participants.
    var partition = KeyedHash(high: 0, low: 0)
    var isDeletion = false
    var tenant = ""
    var epoch = ""
    var sequence = 0
}
