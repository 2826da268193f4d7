/// What one page says: one word for each item, in the order of their first mention.
///
/// The order of the mentions says nothing about time, in either protocol.
package struct PageNews<Word: Sendable>: Sendable {
    package private(set) var words: [Word] = []
    private var places: [String: Int] = [:]

    /// - Parameter mentions: how many are to be expected.
    package init(mentions: Int = 0) {
        words.reserveCapacity(mentions)
        places.reserveCapacity(mentions)
    }

    /// Notes one mention of an item.
    ///
    /// - Parameter joined: what an earlier word and this one come to; this one, unless the caller knows better.
    /// - Returns: whether the item was not mentioned before.
    @discardableResult
    package mutating func add(
        _ word: Word,
        about item: String,
        joined: (_ earlier: Word, _ later: Word) -> Word = { _, later in later }
    ) -> Bool {
        guard let place = places[item] else {
            places[item] = words.count
            words.append(word)
            return true
        }
        words[place] = joined(words[place], word)
        return false
    }
}
