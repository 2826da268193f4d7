import Feed
import Interactions
import Testing

@Suite struct `What a derived row says` {
    private var content: DerivedContent {
        var content = DerivedContent()
        content.add(Int.min)
        content.add(Int64.max)
        content.add(nil as Int?)
        content.add(true)
        content.add(false)
        content.add(KeyedHash(high: 1, low: .max))
        content.add("é\u{0}\n")
        content.add("")
        content.add(Timestamp(microseconds: -1))
        return content
    }

    @Test func `is the same after it was kept`() {
        #expect(DerivedContent(content.bytes) == content)
        #expect(content.values.count == 9)
    }

    @Test func `is not read from bytes that were cut off`() {
        let bytes = content.bytes
        let whole = Set(
            (0...9).map { count in
                var part = DerivedContent()
                for value in content.values.prefix(count) {
                    switch value {
                    case .null: part.add(nil as Int?)
                    case .integer(let number): part.add(number)
                    case .boolean(let isSo): part.add(isSo)
                    case .hash(let hash): part.add(hash)
                    case .text(let text): part.add(text)
                    case .instant(let instant): part.add(instant)
                    }
                }
                return part.bytes.count
            }
        )
        for count in 0..<bytes.count where !whole.contains(count) {
            #expect(DerivedContent(Array(bytes.prefix(count))) == nil)
        }
        #expect(DerivedContent([9]) == nil)
    }
}
