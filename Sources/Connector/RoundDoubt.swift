package import Interactions

/// Lets a round from the start that does not name much of what is held end without taking it away, until another one a
/// day later does not name it either.
///
/// A calendar or folder that comes empty, or in part, with a good answer tells nobody that it is wrong.
package struct RoundDoubt: Hashable, Sendable {
    /// What services agree that the time is; nil if none has said so, and nothing is believed.
    package let now: Timestamp?

    private static let patience = Duration.seconds(86_400)

    package init(now: Timestamp?) {
        self.now = now
    }

    /// Whether so much is missing that one answer does not do: three copies and more that are more than a third.
    ///
    /// - Parameters:
    ///   - missing: copies that the round did not name, but for those of what is held elsewhere of the owner.
    ///   - held: all copies that the round is about.
    package static func arises(from missing: Int, of held: Int) -> Bool { missing >= 3 && missing > held / 3 }

    /// Whether what is missing since `first` is gone.
    package func isOver(since first: Timestamp?) -> Bool {
        guard let now, let first else { return false }
        return now.duration(since: first) >= Self.patience
    }
}
