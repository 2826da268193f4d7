import Connector
import Interactions
package import Pipeline

/// How far a run is and how fast, by what it told so far.
package struct RunPace {
    private var planned: Int?
    private var done = 0
    private var items = 0
    private var reasons: [StreamOwner: String] = [:]

    /// An estimate after less than this says nothing.
    private static let shortest = Duration.seconds(5)

    package init() {}

    /// Takes in what a run tells.
    package mutating func note(_ progress: SyncProgress) {
        switch progress {
        case .planned(let mailboxes): planned = mailboxes
        case .began: break
        case .page(let stream, let items):
            self.items += items
            reasons[stream.owner] = nil
        case .waiting(_, let reason, let owner): reasons[owner] = reason
        case .answered(let owner, _, nil): reasons[owner] = nil
        case .answered: break
        case .ended(let owner):
            reasons[owner] = nil
            if owner != .crm { done += 1 }
        }
    }

    /// For example `3 of 24 mailboxes, 5210 items, 130 a second, about 5 min left; waiting: ...`.
    ///
    /// - Parameter elapsed: since the run began.
    package func line(after elapsed: Duration) -> String {
        var parts = [planned.map { "\(done) of \($0) mailboxes" } ?? "\(done) mailboxes", "\(items) items"]
        let seconds = elapsed / .seconds(1)
        if items > 0, seconds >= 1 { parts.append("\(Int(Double(items) / seconds)) a second") }
        if let planned, done > 0, done < planned, elapsed >= Self.shortest {
            parts.append("about \(Self.words(elapsed * (planned - done) / done)) left")
        }
        let line = parts.joined(separator: ", ")
        return reasons.isEmpty ? line : line + "; waiting: " + Set(reasons.values).sorted().joined(separator: "; ")
    }

    private static func words(_ duration: Duration) -> String {
        let seconds = Int(duration / .seconds(1))
        return switch seconds {
        case ..<90: "\(seconds) s"
        case ..<5_400: "\((seconds + 30) / 60) min"
        default: "\((seconds + 1_800) / 3_600) h"
        }
    }
}
