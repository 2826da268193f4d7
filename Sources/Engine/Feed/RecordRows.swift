import Connector
import Feed
import Interactions

/// The stream `record`.
struct RecordRows {
    private let naming: FeedNaming

    init(_ naming: @escaping FeedNaming) {
        self.naming = naming
    }

    func rows(_ rows: [CRMRow]) -> [KeyedHash: [UInt8]] {
        Dictionary(
            rows.map { (naming(.record($0.reference)), content(of: $0).bytes) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// In the order of `FeedStream.content`.
    private func content(of row: CRMRow) -> DerivedContent {
        var content = DerivedContent()
        content.add(row.reference)
        content.add(row.name)
        content.add(row.isActive)
        content.add(row.parent)
        content.add(row.contact)
        content.add(row.origin)
        content.add(row.owner)
        content.add(row.mergedInto)
        content.add(row.customer)
        content.add(row.jobTitle)
        content.add(row.sale?.state.recordName)
        content.add(row.sale?.stage)
        content.add(row.sale?.estimatedValue)
        content.add(row.sale?.currency)
        content.add(row.sale?.closeDate?.iso8601)
        return content
    }
}
