import Directory
import Interactions

/// When a list that comes empty is believed: after two complete answers a day apart, as far as the log knows.
///
/// Until then what it would say is unknown, and mailboxes that depend on it are held.
struct EmptyLists {
    private static let patience = Duration.seconds(86_400)

    /// Since when each list is as it is, by its name.
    typealias Known = [String: State]

    struct State: Hashable, Sendable {
        var isEmpty: Bool
        var since: Timestamp
    }

    let known: Known

    /// - Parameter now: the earliest of what the machine and the services say.
    func judge(_ live: inout LiveFacts, at now: Timestamp) {
        for (list, isEmpty) in live.lists where isEmpty {
            guard let state = known[list.name] else { continue }
            if !state.isEmpty || !list.isNeverEmpty { live.missed.insert(list) }
            if state.isEmpty, now.duration(since: state.since) >= Self.patience { live.believed.insert(list) }
        }
    }

    /// Whether a table that something is stored of may be empty.
    func believes(emptyTable name: String, at now: Timestamp) -> Bool {
        guard let state = known[name], state.isEmpty else { return false }
        return now.duration(since: state.since) >= Self.patience
    }

    /// What the log does not say yet.
    func news(in lists: [LiveFacts.List: Bool]) -> [ListEntry] {
        lists.filter { list, isEmpty in isEmpty != known[list.name]?.isEmpty ?? !list.isNeverEmpty }
            .map { ListEntry(list: $0.key.name, isEmpty: $0.value) }
            .sorted { $0.list < $1.list }
    }
}
