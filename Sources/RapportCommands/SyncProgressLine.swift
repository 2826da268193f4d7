import Interactions
import Pipeline
import Synchronization

/// Says how far a run is: on a terminal one line that is written over, elsewhere only what it waits for.
final class SyncProgressLine: Sendable {
    private struct State {
        var done = 0
        var items = 0
        /// What was said already; waits for one reason are told once.
        var reasons: Set<String> = []
    }

    private let state = Mutex(State())
    private let isShown = Terminal.isWatched

    func note(_ progress: SyncProgress) {
        let (line, sentence) = state.withLock { state in
            var sentence: String?
            switch progress {
            case .began, .ended(.crm), .answered: break
            case .page(_, let items): state.items += items
            case .ended(.mailbox(_)): state.done += 1
            case .waiting(let wait, let reason, _):
                let seconds = max(1, Int((wait / .seconds(1)).rounded()))
                if state.reasons.insert(reason).inserted { sentence = "rapport: waiting \(seconds) s: \(reason)" }
            }
            return ("\(state.done) mailboxes, \(state.items) items", sentence)
        }
        if isShown, sentence != nil { Terminal.showProgress("") }
        if let sentence { Terminal.say(sentence) }
        if isShown { Terminal.showProgress(line) }
    }

    func end() {
        if isShown { Terminal.showProgress("") }
    }
}
