import Feed
import FoundationEssentials
import Interactions

/// A warehouse that keeps the last row of each key: what whoever follows the feed does, and nothing more.
struct Consumer {
    private(set) var tables: [FeedStream: [String: String]] = [:]
    var state = FeedState()
    /// Every position that was handed out, with the tables as they were then.
    private(set) var emitted: [(state: FeedState, tables: [FeedStream: [String: String]])] = []

    /// Takes lines of NDJSON, each told apart by its first field.
    mutating func take(_ bytes: [UInt8]) {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let stream = FeedStream.allCases.first(where: { line.hasPrefix("{\"\($0.keyName)\":") }) else {
                fatalError("A line of no stream.")
            }
            let key = String(line.dropFirst(stream.keyName.count + 5).prefix(32))
            if line.contains("\"op\":\"delete\"") {
                tables[stream, default: [:]][key] = nil
            } else {
                tables[stream, default: [:]][key] = String(line)
            }
        }
    }

    mutating func note(_ state: FeedState) {
        self.state = state
        emitted.append((state, tables))
    }

    mutating func goBack(to place: Int) {
        (state, tables) = emitted[place]
        emitted.removeSubrange((place + 1)...)
    }

    func rows(_ stream: FeedStream) -> [String: String] { tables[stream] ?? [:] }
}
