package import Interactions

/// A writer for each stream, each with bytes of its own.
package struct RoutedRecords<Writer: FeedRowWriter>: FeedRowWriter {
    package let streams: [FeedStream]
    private var writers: [Writer]
    private var counts: [Int]
    private var current = 0

    package init(_ streams: [FeedStream], _ make: (FeedStream) -> Writer) {
        self.streams = streams
        writers = streams.map(make)
        counts = streams.map { _ in 0 }
    }

    package mutating func begin(_ stream: FeedStream) {
        if streams[current] != stream { current = streams.firstIndex(of: stream) ?? current }
        counts[current] += 1
        writers[current].begin(stream)
    }

    package mutating func add(_ value: Int) { writers[current].add(value) }
    package mutating func add(_ value: Bool) { writers[current].add(value) }
    package mutating func add(_ value: KeyedHash) { writers[current].add(value) }
    package mutating func add(_ value: String) { writers[current].add(value) }
    package mutating func add(_ value: Timestamp) { writers[current].add(value) }
    package mutating func addNull() { writers[current].addNull() }
    package mutating func end() { writers[current].end() }

    /// Hands out each stream's bytes.
    package mutating func forEach(_ body: (FeedStream, [UInt8]) throws -> Void) rethrows {
        for index in writers.indices { try body(streams[index], writers[index].take()) }
    }

    /// Hands out each stream's last bytes, and how many rows there were in all.
    package mutating func finishEach(_ body: (FeedStream, [UInt8], _ rows: Int) throws -> Void) throws {
        for index in writers.indices { try body(streams[index], try writers[index].finish(), counts[index]) }
    }

    package mutating func take() -> [UInt8] { writers.indices.flatMap { writers[$0].take() } }
    package mutating func finish() throws -> [UInt8] { try writers.indices.flatMap { try writers[$0].finish() } }
}
