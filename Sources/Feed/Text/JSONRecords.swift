package import Interactions

/// Rows as lines of JSON: every field of the stream in its order, `null` where nothing is known.
package struct JSONRecords: FeedRowWriter {
    private var lines = JSONLines()
    private let envelope: JSONEnvelope
    private var layouts: [FeedStream: JSONLayout] = [:]
    private var layout = JSONLayout(.interaction, .none)
    private var next = 0
    private var marks = JSONRowMarks()
    /// Whether the envelope says whose row it is; most do not, and copy no texts.
    private let namesRows: Bool
    private let hasKeys: Bool
    /// Rows so far.
    package private(set) var rowCount = 0

    package init(in envelope: JSONEnvelope = .none) {
        self.envelope = envelope
        hasKeys = envelope == .cloudEvents(isKeyed: true)
        namesRows = hasKeys || envelope == .cloudEvents(isKeyed: false)
        for stream in FeedStream.allCases { layouts[stream] = JSONLayout(stream, envelope) }
    }

    package mutating func begin(_ stream: FeedStream) {
        if layout.stream != stream || next == 0, let known = layouts[stream] { layout = known }
        next = 0
        marks.stream = stream
        if !hasKeys { lines.append(layout.prefix) }
    }

    package mutating func belong(to partition: KeyedHash) { marks.partition = partition }

    private mutating func open() {
        lines.append(layout.names, layout.place(of: next))
        next += 1
    }

    package mutating func add(_ value: Int) {
        marks.sequence = value
        open()
        lines.append(value)
    }

    package mutating func add(_ value: Bool) {
        open()
        lines.append(value)
    }

    package mutating func add(_ value: KeyedHash) {
        if next == 0 {
            marks.key = value
            if hasKeys { lines.append(CloudEvent.partitionKey(marks) + [0x09] + layout.prefix) }
        }
        open()
        lines.append(value)
    }

    package mutating func add(_ value: String) {
        switch next {
        case 1: marks.isDeletion = value == "delete"
        case 3 where namesRows: marks.tenant = value
        case 4 where namesRows: marks.epoch = value
        default: break
        }
        open()
        lines.append(value)
    }

    package mutating func add(_ value: Timestamp) {
        open()
        lines.append(value)
    }

    package mutating func addNull() {
        open()
        lines.appendNull()
    }

    package mutating func end() {
        rowCount += 1
        lines.append(envelope.end(marks))
    }

    /// A line of another kind among the rows.
    package mutating func add(line: String) { lines.append(Array((line + "\n").utf8)) }

    /// A row that was written before, with its end.
    mutating func add(row: ArraySlice<UInt8>) { lines.append(Array(row)) }

    package mutating func take() -> [UInt8] { lines.take() }
    package mutating func finish() -> [UInt8] { lines.take() }
}

/// What stands before the values of one stream's rows.
struct JSONLayout: Sendable {
    let stream: FeedStream
    let prefix: [UInt8]
    /// Of all columns one after the other, each with what separates it from the value before.
    private(set) var names: [UInt8] = []
    private var ends = [0]

    init(_ stream: FeedStream, _ envelope: JSONEnvelope) {
        self.stream = stream
        prefix = Array(envelope.begin(stream).utf8)
        for column in stream.columns {
            names += "\(names.isEmpty ? "" : ",")\"\(column.name)\":".utf8
            ends.append(names.count)
        }
    }

    /// Where a column's name is in `names`.
    func place(of column: Int) -> Range<Int> { ends[column]..<ends[column + 1] }
}
