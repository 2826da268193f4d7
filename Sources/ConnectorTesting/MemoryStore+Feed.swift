package import Connector
package import Interactions

extension MemoryStore {
    package func extent() -> FeedExtent { FeedExtent(epoch: epoch, sequence: telling.lastSequence) }

    package func renewEpoch() -> StoreEpoch {
        epoch = Self.newEpoch()
        telling.forgetPartitions()
        return epoch
    }

    static func newEpoch() -> StoreEpoch {
        let digits = KeyedHash(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)).description
        guard let epoch = StoreEpoch(digits) else { preconditionFailure("A hash has 32 hexadecimal digits.") }
        return epoch
    }

    package func derivedRows(of stream: FeedStream, after sequence: Int64, limit: Int) -> [DerivedRow] {
        Array(
            (derived[stream] ?? [:]).values.filter { $0.sequence > sequence }.sorted { $0.sequence < $1.sequence }
                .prefix(limit)
        )
    }

    package func retell(_ stream: FeedStream, as rows: [KeyedHash: [UInt8]]) -> CommitSummary {
        var known = derived[stream] ?? [:]
        var summary = CommitSummary()
        for key in Set(known.keys).union(rows.keys).sorted() {
            let (before, now) = (known[key]?.content, rows[key])
            guard before != now else { continue }
            if before == nil {
                summary.added += 1
            } else if now == nil {
                summary.removed += 1
            } else {
                summary.changed += 1
            }
            known[key] = DerivedRow(key: key, sequence: telling.nextSequence(), content: now)
        }
        derived[stream] = known
        return summary
    }
}
