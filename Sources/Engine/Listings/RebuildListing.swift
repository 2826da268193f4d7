package import Connector

/// Whether the store is sound, and what was worked out again, as every face shows it.
package struct RebuildListing: Encodable {
    /// What is damaged, a sentence each; then nothing was done.
    package let problems: [String]
    package let changed: Int

    package init(problems: [String], changed: CommitSummary) {
        self.problems = problems
        self.changed = changed.changed
    }
}
