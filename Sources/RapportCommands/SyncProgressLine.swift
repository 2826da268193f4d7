import Interactions
import Pipeline
import Synchronization

/// One line on a terminal that says how far a run is; nothing if nobody watches.
final class SyncProgressLine: Sendable {
    private struct State {
        var done = 0
        var items = 0
    }

    private let state = Mutex(State())
    private let isShown = Terminal.isWatched

    func note(_ progress: SyncProgress) {
        guard isShown else { return }
        let text = state.withLock { state in
            switch progress {
            case .began, .ended(.crm): break
            case .page(_, let items): state.items += items
            case .ended(.mailbox(_)): state.done += 1
            }
            return "\(state.done) mailboxes, \(state.items) items"
        }
        Terminal.showProgress(text)
    }

    func end() {
        if isShown { Terminal.showProgress("") }
    }
}
