package import Interactions

/// How one owner's reading stands, on a schedule or after single runs.
package struct Round: Hashable, Sendable, Codable {
    /// The source's name.
    package var source: String
    /// When it was read to its end last, in microseconds since 1970; nil if it never was.
    package var endedAt: Int64?
    /// Items that were new or changed then.
    package var items = 0
    /// Readings since then that came to no end.
    package var failures = 0
    /// Why the last of them did not; a code.
    package var error: String?
    /// What could not be read the last time; nil where it was everything, and in what earlier versions wrote.
    package var unread: [UnreadPart]?

    package init(source: String) {
        self.source = source
    }

    /// How long ago it was read to its end; nil if it never was.
    package func age(at now: Timestamp) -> Duration? {
        endedAt.map { max(.zero, now.duration(since: Timestamp(microseconds: $0))) }
    }
}
