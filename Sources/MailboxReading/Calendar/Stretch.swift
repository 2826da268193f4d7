package import Interactions

/// A stretch of time of a calendar, in seconds from 1970.
package struct Stretch: Hashable, Comparable, Sendable {
    package let start: Int
    /// Not in it any more.
    package let end: Int

    /// Nil unless it is longer than nothing.
    package init?(_ start: Int, _ end: Int) {
        guard start < end else { return nil }
        self.start = start
        self.end = end
    }

    package var length: Int { end - start }

    package static func < (left: Self, right: Self) -> Bool { (left.start, left.end) < (right.start, right.end) }

    /// What stands for the unknown items of a stretch that cannot be read.
    package var item: ItemKey { ItemKey("\(Self.mark)\(text)") }

    /// Nil for the key of an item.
    package init?(_ item: ItemKey) {
        guard item.text.hasPrefix(Self.mark) else { return nil }
        self.init(text: item.text.dropFirst(Self.mark.count))
    }

    var text: String { "\(start):\(end)" }

    init?(text: some StringProtocol) {
        let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let start = numbers[0], let end = numbers[1] else { return nil }
        self.init(start, end)
    }

    /// No service has it in a key.
    private static let mark = "unread stretch "
}
