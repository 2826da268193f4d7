import Synchronization

/// Notes which settings were asked for, and every mistake that was found meanwhile.
final class SettingsAudit: Sendable {
    private struct State {
        var asked: Set<String> = []
        var problems: [SettingsProblem] = []
    }

    private let state = Mutex(State())

    func ask(_ key: String) { state.withLock { _ = $0.asked.insert(key) } }

    func note(_ problem: SettingsProblem) {
        state.withLock { if !$0.problems.contains(problem) { $0.problems.append(problem) } }
    }

    /// Every key that any reader asked for, in the form `ews.url`.
    var asked: Set<String> { state.withLock { $0.asked } }

    var problems: [SettingsProblem] { state.withLock { $0.problems } }
}
