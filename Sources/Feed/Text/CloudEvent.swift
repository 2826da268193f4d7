import Interactions

/// What stands around a row's fields in an event.
///
/// - `id` is key and sequence: told twice, it is the same event. `source` is tenant and epoch, within which both mean
///   something; `subject` is the key.
/// - `sequence` sorts as a text as the number does.
/// - `partitionkey` is the same for everything that is ever told of a key, deletions included, for an interaction and
///   its participants, and for all interactions of a conversation: see `InteractionRecord.partition`.
///
/// <https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md>
enum CloudEvent {
    static let begin = #"{"specversion":"1.0","datacontenttype":"application/json","data":{"#

    static func end(_ row: JSONRowMarks) -> [UInt8] {
        let key = row.key.description
        let number = String(row.sequence)
        let padded = String(repeating: "0", count: max(0, 19 - number.utf8.count)) + number
        var lines = JSONLines()
        lines.append(
            Array(#"},"type":"rapport.\#(row.stream.rawValue).\#(row.isDeletion ? "delete" : "upsert")""#.utf8)
        )
        lines.append(Array(#","source":"/rapport/"#.utf8))
        lines.append(Array(PathSegment.escaped(row.tenant).utf8))
        lines.append(Array(#"/\#(row.epoch)","subject":"\#(key)","id":"\#(key)-\#(number)""#.utf8))
        lines.append(Array(#","sequence":"\#(padded)","partitionkey":""#.utf8))
        lines.append(partitionKey(row) + Array("\"}\n".utf8))
        return lines.take()
    }

    static func partitionKey(_ row: JSONRowMarks) -> [UInt8] {
        let name = row.stream.isDerived ? row.key : row.partition
        return Array(name.description.utf8.prefix(row.stream.isDerived ? 32 : 16))
    }
}
