import Connector
import Interactions

extension SourceConformance {
    func ending() async throws {
        let source = try make()
        var isAnythingFound = false
        var isPaged = false
        for stream in try await source.streams(of: owner) {
            let pages = try await read(stream, of: source)
            isAnythingFound = isAnythingFound || pages.contains { !$0.changes.isEmpty }
            isPaged = isPaged || pages.count > 2
            try expect(Set(pages.map(\.cursor)).count == pages.count, "no cursor of \(stream.kind) twice")
            let beginnings = pages.indices.filter { pages[$0].startsRound }
            try expect(beginnings.count == 1, "\(stream.kind) read from the start is one round, not \(beginnings)")
            let early = pages.prefix(beginnings[0]).flatMap(\.changes)
            try expect(early.isEmpty, "nothing of \(stream.kind) before its round begins")
        }
        try expect(isAnythingFound, "something to read")
        try expect(isPaged, "a stream of more than two pages")
    }

    /// Where a service does not say what changed, the stream comes whole again.
    func rest() async throws {
        let source = try make()
        for stream in try await source.streams(of: owner) {
            let pages = try await read(stream, of: source)
            let whole = items(of: pages)
            for reader in [source, try make()] {
                let more = try await read(stream, after: pages.last?.cursor, of: reader)
                if more.contains(where: \.startsRound) {
                    try expect(items(of: more) == whole, "another round of \(stream.kind) says the same")
                } else if tellsAgain {
                    try expect(items(of: more).allSatisfy { whole[$0] == $1 }, "nothing else about \(stream.kind)")
                } else {
                    try expect(more.count == 1, "\(stream.kind) still ends there")
                    try expect(more[0].changes.isEmpty, "no news in \(stream.kind)")
                }
            }
        }
    }

    func repetition() async throws {
        let source = try make()
        for stream in try await source.streams(of: owner) {
            var asked: Cursor?
            for page in try await read(stream, of: source) {
                let again = try await source.changes(in: stream, after: asked)
                try expect(again.changes == page.changes, "the same changes in \(stream.kind)")
                try expect(
                    again.isLast == page.isLast && again.startsRound == page.startsRound,
                    "the same place in \(stream.kind)"
                )
                asked = page.cursor
            }
        }
    }

    /// Each time as a new process would: with nothing but the cursor.
    func resumption() async throws {
        let source = try make()
        for stream in try await source.streams(of: owner) {
            let pages = try await read(stream, of: source)
            let whole = items(of: pages)
            for (index, page) in pages.enumerated() {
                let rest = try await read(stream, after: page.cursor, of: try make())
                try expect(
                    items(of: pages[...index] + rest) == whole,
                    "the whole of \(stream.kind), interrupted after page \(index + 1) of \(pages.count)"
                )
            }
        }
    }

    func singleItems() async throws {
        let source = try make()
        var isAnythingCompared = false
        for stream in try await source.streams(of: owner) {
            let items = items(of: try await read(stream, of: source))
            // Not their order on the pages, and one of them twice.
            var asked = items.keys.sorted { $0.text > $1.text }
            asked += asked.prefix(1)
            let found = try await make().changes(of: asked, in: stream)
            try expect(found.map(\.item) == asked, "an answer for each item of \(stream.kind), in their order")
            try expect(found == asked.compactMap { items[$0] }, "the items of \(stream.kind) as before")
            isAnythingCompared = isAnythingCompared || !asked.isEmpty
            try expect(try await source.changes(of: [], in: stream).isEmpty, "nothing for no items")
        }
        try expect(isAnythingCompared, "something to ask for")
    }

    /// The last word on each item.
    private func items(of pages: some Sequence<ChangePage>) -> [ItemKey: Change] {
        var items: [ItemKey: Change] = [:]
        for change in pages.lazy.flatMap(\.changes) { items[change.item] = change }
        return items
    }
}
