import OData
import Synchronization
import Testing

/// Lists over several pages, some of them without end.
extension PageTests {
    @Test func `A list is read to its end, each item as often as it was told`() async throws {
        let items = try await Self.whole { number in (["\(number)", "again"], number < 9 ? "\(number)" : nil) }
        #expect(items.count == 20)
        #expect(items.count { $0.id == "again" } == 10)
        // A service may look for long.
        let late = try await Self.whole { number in (number == 999 ? ["a"] : [], number < 999 ? "\(number)" : nil) }
        #expect(late == [Item(id: "a")])
    }

    private struct Endless: Sendable {
        let name: String
        let items: @Sendable (Int) -> [String]
        let link: @Sendable (Int) -> String
    }

    private static let endless = [
        Endless(name: "the same link", items: { ["\($0)"] }, link: { _ in "a" }),
        Endless(name: "two links in turn", items: { ["\($0)"] }, link: { "\($0 % 2)" }),
        Endless(name: "new links to the same items", items: { _ in ["a", "b"] }, link: { "\($0)" }),
        Endless(name: "new links to items in a circle", items: { ["\($0 % 7)"] }, link: { "\($0)" }),
        Endless(name: "new links to nothing", items: { _ in [] }, link: { "\($0)" }),
        Endless(name: "nothing and the same in turn", items: { $0.isMultiple(of: 2) ? [] : ["a"] }, link: { "\($0)" }),
    ]

    @Test(arguments: endless.indices, [0, 1, 20])
    func `A list without end is ended, after however many good pages`(shape: Int, after good: Int) async throws {
        let endless = Self.endless[shape]
        let asked = Counter()
        await #expect(throws: ODataError.answer(.endless), "\(endless.name)") {
            _ = try await Self.whole { number in
                asked.add()
                guard number >= good else { return (["good \(number)"], "good \(number)") }
                return (endless.items(number), endless.link(number))
            }
        }
        #expect(asked.count <= good + 1_002, "\(endless.name)")
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)
        var count: Int { value.withLock { $0 } }
        func add() { value.withLock { $0 += 1 } }
    }

    /// - Parameter page: by its number from 0, the ids on it and the token of its link.
    static func whole(_ page: (Int) -> ([String], String?)) async throws -> [Item] {
        let root = try #require(ODataRoot(url: "https://graph.microsoft.com/v1.0"))
        var number = -1
        func next() -> CollectionPage<Item> {
            number += 1
            let (ids, token) = page(number)
            let link = token.flatMap { ODataLink("https://graph.microsoft.com/v1.0/x?$skiptoken=\($0)", root: root) }
            return CollectionPage(value: ids.map { Item(id: $0) }, next: link)
        }
        return try await next().whole { _ in next() }
    }
}
