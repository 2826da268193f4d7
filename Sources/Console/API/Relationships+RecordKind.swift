import Engine
import Interactions
import Scoring

extension Relationships {
    /// Positions of the records of one kind, or of all.
    func records(of kind: RecordKind?) -> [Int] {
        index.records.indices.filter { position in
            kind.map { index.records[position].reference.table == $0.table } ?? true
        }
    }
}
