import Connector

/// What every sequence of pages has in common, whatever is on them.
protocol SourcePage: Sendable {
    /// Where the next page begins; nil after the last one.
    var next: Cursor? { get }
    /// A number for everything that the page tells, the same for the same.
    var fingerprints: [Int] { get }
}

extension ListingPage: SourcePage {
    var fingerprints: [Int] { told.map(\.hashValue) }
}

extension ChangePage: SourcePage {
    var next: Cursor? { isLast ? nil : cursor }
    var fingerprints: [Int] { changes.map(\.hashValue) }
}

/// Notices a sequence of pages that never ends, whatever its links say.
struct PageBounds: Sendable {
    /// Pages in a row that only repeat what came before.
    private static let repetitions = 50
    /// Pages in a row with nothing on them; services do answer so while they look for what changed.
    private static let empty = 1_000
    /// Numbers kept in memory; beyond it everything before is forgotten, and a circle that is longer goes unnoticed.
    private static let memory = 250_000

    private var states: Set<Cursor.Fingerprint>
    private var told: Set<Int> = []
    private var repetitions = 0
    private var empty = 0

    /// - Parameter start: where the first page was asked for.
    init(after start: Cursor?) {
        states = Set([start?.fingerprint].compactMap(\.self))
    }

    /// Why the sequence has no end, nil as long as it may have one; to be asked once about each page.
    mutating func reason(against page: some SourcePage) -> String? {
        guard let next = page.next else { return nil }
        if states.count >= Self.memory { states = [] }
        guard states.insert(next.fingerprint).inserted else {
            return "The service leads back to a page that was read already"
        }
        let fingerprints = page.fingerprints
        if told.count >= Self.memory { told = [] }
        let known = told.count
        told.formUnion(fingerprints)
        if fingerprints.isEmpty {
            empty += 1
        } else if told.count == known {
            repetitions += 1
        } else {
            (empty, repetitions) = (0, 0)
        }
        if empty >= Self.empty { return "The service gives \(empty) empty pages in a row" }
        if repetitions >= Self.repetitions {
            return "The service gives \(repetitions) pages in a row that only repeat what came before"
        }
        return nil
    }
}

extension Cursor {
    fileprivate typealias Fingerprint = Int

    /// Cursors may be long, and there may be many.
    fileprivate var fingerprint: Fingerprint { text.hashValue }
}
