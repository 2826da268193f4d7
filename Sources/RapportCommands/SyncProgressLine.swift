import Interactions
import Pipeline
import Synchronization

/// Says how far a run is: on a terminal one line that is written over, elsewhere a line a minute, and in both once for
/// each reason what it waits for.
final class SyncProgressLine: Sendable {
    private struct State {
        var pace = RunPace()
        /// What was said already.
        var reasons: Set<String> = []
    }

    private let state = Mutex(State())
    private let isShown = Terminal.isWatched
    private let begin = ContinuousClock.now

    func note(_ progress: SyncProgress) {
        let sentence = state.withLock { state -> String? in
            state.pace.note(progress)
            guard case .waiting(let wait, let reason, _) = progress, state.reasons.insert(reason).inserted else {
                return nil
            }
            return "rapport: waiting \(max(1, Int((wait / .seconds(1)).rounded()))) s: \(reason)"
        }
        if isShown, sentence != nil { Terminal.showProgress("") }
        if let sentence { Terminal.say(sentence) }
        if isShown { Terminal.showProgress(line) }
    }

    /// Says it again and again, also while nothing happens, until the task is cancelled.
    func run() async {
        while (try? await Task.sleep(for: isShown ? .seconds(1) : .seconds(60))) != nil {
            if isShown { Terminal.showProgress(line) } else { Terminal.say("rapport: \(line)") }
        }
    }

    func end() {
        if isShown { Terminal.showProgress("") }
    }

    private var line: String {
        let pace = state.withLock { $0.pace }
        return pace.line(after: begin.duration(to: .now))
    }
}
