import GRDB
import Interactions

/// The keys of those who took part in an interaction once and do not now.
struct FormerParticipants {
    private let isEmpty: Bool
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        isEmpty = try RawStatement(db, "SELECT 1 FROM former_participant LIMIT 1").first({ _ in }, { _ in true }) == nil
    }

    /// - Parameter number: the interaction's.
    func keys(of number: Int64) throws -> [KeyedHash] {
        guard !isEmpty else { return [] }
        let select = try RawStatement(db, "SELECT keys FROM former_participant WHERE interaction = ?")
        return Self.keys(try select.first({ $0.add(number) }, { $0.blob(0) }) ?? [])
    }

    static func keys(_ bytes: [UInt8]) -> [KeyedHash] {
        stride(from: 0, to: bytes.count, by: 16).compactMap { KeyedHash(bytes: bytes[$0..<min($0 + 16, bytes.count)]) }
    }
}
