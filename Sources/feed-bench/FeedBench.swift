import ArgumentParser
import ConnectorTesting
import Feed
import Interactions
import SystemPackage

/// Writes made-up rows of a stream, says how long it took, and gives other readers what to compare.
@main struct FeedBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed-bench",
        abstract: "Writes random rows of a stream in a format of the feed, and prints times as one JSON line."
    )

    @Option(help: "How many rows.")
    var rows = 1_000_000
    @Option(help: "Which stream.")
    var stream = "interaction"
    @Option(help: "ndjson, csv or parquet.")
    var format = "ndjson"
    @Option(
        help:
            "For each row 1 if all is null in it that may be, else 0, again and again; a third by chance unless given."
    )
    var nulls: String?
    @Option(help: "Decides everything.")
    var seed: UInt64 = 1
    @Option(help: "The file.")
    var write = "/dev/null"
    @Flag(help: "Only say what the columns are: name, kind, 1 if nullable, and words.")
    var columns = false

    func run() throws {
        guard let stream = FeedStream(rawValue: stream), let format = FeedFormat(rawValue: format) else {
            throw ValidationError("There is no such stream or format.")
        }
        if columns { return describe(stream) }
        let file = try FileDescriptor.open(
            FilePath(write),
            .writeOnly,
            options: [.create, .truncate],
            permissions: [.ownerReadWrite]
        )
        var bytes = 0
        let time = try file.closeAfter {
            try ContinuousClock().measure {
                switch format {
                case .ndjson: bytes = try fill(JSONRecords(), stream, file)
                case .csv: bytes = try fill(CSVRecords(stream), stream, file)
                case .parquet: bytes = try fill(ParquetRecords(stream), stream, file)
                }
            }
        }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
        print(#"{"rows": \#(rows), "bytes": \#(bytes), "seconds": \#(seconds)}"#)
    }

    private func fill<Writer: FeedRowWriter>(
        _ writer: Writer,
        _ stream: FeedStream,
        _ file: FileDescriptor
    ) throws -> Int {
        var writer = writer
        var random = SplitMix64(seed: seed)
        let pattern = nulls.map { $0.utf8.map { $0 == UInt8(ascii: "1") } } ?? []
        let columns = stream.columns
        var bytes = 0
        func flush(_ part: [UInt8]) throws {
            bytes += part.count
            try file.writeAll(part)
        }
        for row in 0..<rows {
            writer.begin(stream)
            let isNull = pattern.isEmpty ? nil : pattern[row % pattern.count]
            for column in columns { add(column, row, isNull, &random, to: &writer) }
            writer.end()
            if row % 1_000 == 999 { try flush(writer.take()) }
        }
        try flush(writer.take())
        try flush(try writer.finish())
        return bytes
    }

    private func describe(_ stream: FeedStream) {
        for column in stream.columns {
            var words: [String] = []
            let kind: String
            switch column.kind {
            case .hash: kind = "h"
            case .integer: kind = "i"
            case .boolean: kind = "b"
            case .instant: kind = "m"
            case .date: kind = "t"
            case .text(let some): (kind, words) = ("t", some)
            }
            print(([column.name, kind, column.isNullable ? "1" : "0"] + words).joined(separator: " "))
        }
    }

    /// - Parameter isNull: whether it is if it may be; nil for a third of them.
    private func add(
        _ column: FeedColumn,
        _ row: Int,
        _ isNull: Bool?,
        _ random: inout SplitMix64,
        to writer: inout some FeedRowWriter
    ) {
        let bits = random.next()
        if column.isNullable, isNull ?? (bits % 3 == 0) { return writer.addNull() }
        switch column.kind {
        case .hash: writer.add(KeyedHash(high: bits, low: UInt64(row)))
        case .integer: writer.add(Int(truncatingIfNeeded: bits) >> Int(bits % 60))
        case .boolean: writer.add(bits & 8 == 0)
        // Of the years that every reader has: 1970 to 2105.
        case .instant: writer.add(Timestamp(microseconds: Int64(bits >> 12)))
        case .date: writer.add(Self.texts[Int(bits % UInt64(Self.texts.count))])
        case .text(let words):
            guard words.isEmpty else { return writer.add(words[Int(bits % UInt64(words.count))]) }
            writer.add(Self.texts[Int(bits % UInt64(Self.texts.count))])
        }
    }

    private static let texts = [
        "", "plain", "zoe@fabrikam.example", "\"quoted\", and more", "zwei\nZeilen", "Grüße, 世界 𝄞", "null", " ",
        "a\tb", "EX:/o=x/cn=y", "'", "\\",
    ]
}
