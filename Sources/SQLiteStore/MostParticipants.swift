import GRDB

/// How many an interaction was ever told to have who take part.
struct MostParticipants {
    private let db: Database
    private let isEmpty: Bool

    init(_ db: Database) throws {
        self.db = db
        isEmpty = try RawStatement(db, "SELECT 1 FROM most_participants LIMIT 1").first({ _ in }, { _ in true }) == nil
    }

    /// - Parameters:
    ///   - number: the interaction's.
    ///   - content: what its row says, whatever persons make of it when it is told.
    func callAsFunction(of number: Int64, now content: StoredContent) throws -> Int {
        let count = content.participantCount
        guard !isEmpty else { return count }
        let select = try RawStatement(db, "SELECT count FROM most_participants WHERE interaction = ?")
        return max(count, Int(try select.first({ $0.add(number) }, { $0.integer(0) }) ?? 0))
    }
}
