package import Interactions

/// Rows of one stream as CSV (RFC 4180) with a header: nothing for null, `""` for an empty text.
///
/// Spreadsheets open it, so that texts are made harmless; the other formats have them as they are.
package struct CSVRecords: FeedRowWriter {
    /// With its end.
    let header: [UInt8]
    private var bytes: [UInt8]
    private var isFirst = true

    package init(_ stream: FeedStream) {
        self.init(header: Array((stream.columns.map(\.name).joined(separator: ",") + "\r\n").utf8))
    }

    init(header: [UInt8]) {
        self.header = header
        bytes = header
    }

    /// A row that was written before, with its end.
    mutating func add(row: ArraySlice<UInt8>) { bytes.append(contentsOf: row) }

    package mutating func begin(_ stream: FeedStream) { isFirst = true }

    package mutating func add(_ value: Int) {
        separate()
        bytes.append(decimal: value)
    }

    package mutating func add(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    package mutating func add(_ value: KeyedHash) {
        separate()
        bytes.append(addingCapacity: 32) { $0.append(value) }
    }

    package mutating func add(_ value: Timestamp) {
        separate()
        bytes.append(addingCapacity: Timestamp.longest) { $0.append(value) }
    }

    package mutating func addNull() { separate() }

    package mutating func add(_ value: String) {
        separate()
        CommaSeparated.append(Harmless.withoutFormula(value), to: &bytes, isQuoted: value.isEmpty)
    }

    package mutating func end() { bytes += [0x0D, 0x0A] }

    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    package mutating func finish() -> [UInt8] { take() }

    private mutating func separate() {
        if !isFirst { bytes.append(0x2C) }
        isFirst = false
    }
}
