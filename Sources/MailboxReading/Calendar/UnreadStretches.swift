/// The stretches of a calendar that could not be read when last tried, in their order; part of a cursor.
package struct UnreadStretches: Hashable, Sendable {
    /// More than that, and it is the calendar that cannot be read.
    package static let most = 50

    package private(set) var all: [Stretch]

    package init(_ stretches: [Stretch] = []) {
        all = stretches.sorted()
    }

    package var isEmpty: Bool { all.isEmpty }

    /// Without spaces.
    package var text: String { all.isEmpty ? "-" : all.map(\.text).joined(separator: ",") }

    /// Nil for what `text` never is.
    package init?(text: some StringProtocol) {
        guard text != "-" else {
            self.init()
            return
        }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let stretches = parts.compactMap { Stretch(text: $0) }
        guard stretches.count == parts.count else { return nil }
        self.init(stretches)
    }

    package func within(_ window: Range<Int>) -> UnreadStretches {
        UnreadStretches(all.filter { $0.start < window.upperBound && $0.end > window.lowerBound })
    }

    func covering(_ instant: Int) -> Stretch? { all.first { $0.start <= instant && instant < $0.end } }

    func next(after instant: Int) -> Stretch? { all.first { $0.start > instant } }

    /// Where what could not be read before `instant`, up to it, begins.
    func beginning(of instant: Int) -> Int {
        all.reversed().reduce(instant) { $1.end == $0 ? $1.start : $0 }
    }

    mutating func insert(_ stretch: Stretch) {
        self = UnreadStretches(all.filter { $0 != stretch } + [stretch])
    }

    mutating func remove(_ stretch: Stretch) {
        all.removeAll { $0 == stretch }
    }
}
