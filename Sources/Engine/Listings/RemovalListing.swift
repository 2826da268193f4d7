package import Connector

/// How many interactions went, and how many only lost something, as every face shows it.
package struct RemovalListing: Encodable {
    package let removed: Int
    package let changed: Int

    package init(_ summary: CommitSummary) {
        removed = summary.removed
        changed = summary.changed
    }
}
