/// Some words by their lengths: nearly every text that is looked for has a length that few of them have, or none.
struct WordList: Sendable {
    private let words: [[UInt8]]
    private let byLength: [[[UInt8]]]
    private let shortest: Int

    init(_ texts: [String]) {
        words = texts.map { Array($0.utf8) }
        let lengths = words.map(\.count)
        shortest = lengths.min() ?? 0
        byLength = (0...(lengths.max() ?? 0)).map { [words] length in words.filter { $0.count == length } }
    }

    /// Whether a text is one of the words.
    func contains(_ text: ArraySlice<UInt8>) -> Bool {
        text.count < byLength.count && byLength[text.count].contains { text.elementsEqual($0) }
    }

    /// Whether one of the words is how a text begins or ends.
    func beginOrEnd(_ text: ArraySlice<UInt8>) -> Bool {
        text.count >= shortest
            && words.contains { text.starts(with: $0) || text.suffix($0.count).elementsEqual($0) }
    }
}
