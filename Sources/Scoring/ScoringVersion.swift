/// Which formulas a result was computed by: `Documentation/health.md` describes the present ones.
package enum ScoringVersion {
    /// Raised whenever the same interactions may give another result.
    package static let current = 7
}
