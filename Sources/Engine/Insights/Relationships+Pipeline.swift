import Interactions
import Scoring

extension Relationships {
    /// Positions of the open opportunities that a query asks for, in its order.
    ///
    /// - Throws: `EngineError` of code `unknownName` for an owner, team or account that is nobody, or several.
    package func openOpportunities(_ query: RelationshipQuery) throws -> [Int] {
        var query = query
        query.tables = [.opportunity]
        query.isOpen = true
        return try find(query)
    }

    /// Days from the clock's day (UTC) to the one on which a sale closes, less than zero where it is over; nil without
    /// a date.
    func daysLeft(of record: Int) -> Int? {
        let today = Int(board.now.flooredDivision(by: Timestamp.microsecondsPerDay).quotient)
        return index.records[record].sale?.closeDate.map { $0.dayNumber - today }
    }
}
