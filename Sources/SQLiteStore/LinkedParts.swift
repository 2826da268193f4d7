import GRDB
import Interactions

/// Tells whom participants were whose address is not theirs, by numbers; each address with its links once.
struct LinkedParts {
    private struct Question: Hashable {
        let address: Int64
        let isInternal: Bool
        let records: [Int64]
    }

    private let db: Database
    private var book: CRMAddressBook
    private var known: [Question: Int64?] = [:]

    init(_ db: Database) throws {
        self.db = db
        book = try CRMAddressBook(db)
    }

    /// - Parameter links: see `NumberedLink`.
    mutating func tell(_ interaction: inout StoredInteraction, links: [UInt8], _ persons: Persons) throws {
        let links = Dictionary(grouping: NumberedLink.decode(links), by: { persons.person($0.address) })
        for index in interaction.participants.indices {
            let part = interaction.participants[index]
            guard let own = links[part.address] else { continue }
            let question = Question(address: part.address, isInternal: part.isInternal, records: own.map(\.record))
            let answer = try known[question] ?? record(question)
            known[question] = .some(answer)
            interaction.participants[index].record = answer.map { persons.person($0) }
        }
    }

    private mutating func record(_ question: Question) throws -> Int64? {
        guard case .smtp(let address)? = try SQLiteInteractionStore.address(question.address, db) else { return nil }
        var numbers: [CRMReference: Int64] = [:]
        for number in question.records {
            guard case .record(let record)? = try SQLiteInteractionStore.address(number, db) else { continue }
            numbers[record] = number
        }
        let link = try book.foreignLink(Array(numbers.keys), of: address, isInternal: question.isInternal)
        return link.flatMap { numbers[$0] }
    }
}
