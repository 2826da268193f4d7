package import Connector
package import Interactions

extension FeedRowWriter {
    /// A row of a derived stream.
    ///
    /// What an older version kept with fewer columns has null in the others.
    package mutating func add(_ row: DerivedRow, of stream: FeedStream, from origin: FeedOrigin) {
        guard let content = row.content.flatMap({ DerivedContent($0) }) else {
            return delete(stream, row.key, sequence: row.sequence, of: origin)
        }
        begin(stream, row.key, isDeleted: false, of: origin)
        let count = stream.content.count
        for value in content.values.prefix(count) {
            switch value {
            case .null: addNull()
            case .integer(let number): add(number)
            case .boolean(let isSo): add(isSo)
            case .hash(let hash): add(hash)
            case .text(let text): add(text)
            case .instant(let instant): add(instant)
            }
        }
        add(nulls: max(0, count - content.values.count))
        end(sequence: row.sequence)
    }
}
