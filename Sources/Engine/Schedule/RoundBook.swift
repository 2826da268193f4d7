import Connector
import FoundationEssentials
package import Interactions
package import Pipeline
import Synchronization

/// When every owner was read last, kept beside the store: so that a next process goes on in turn, and that everybody
/// can ask how fresh the store is.
///
/// Whoever loses the file loses nothing else.
package final class RoundBook: Sendable {
    private static let name = "rounds.json"
    /// Often enough for who looks at it, and seldom enough for a disk.
    private static let pause: Int64 = 2

    private struct Content: Codable {
        /// By the owners' texts.
        var rounds: [String: Round] = [:]
    }

    private struct State {
        var content: Content
        var savedAt: Timestamp?
        var isSaved = true
    }

    private let path: String
    private let state: Mutex<State>

    /// What is in the directory, nothing if there is no file that can be read.
    package init(in directory: String) {
        path = "\(directory)/\(Self.name)"
        let bytes = try? Data(contentsOf: URL(filePath: path))
        let content = bytes.flatMap { try? JSONDecoder().decode(Content.self, from: $0) }
        state = Mutex(State(content: content ?? Content()))
    }

    /// After the store was replaced, nothing is known.
    static func forget(in directory: String) {
        try? FileManager.default.removeItem(atPath: "\(directory)/\(name)")
    }

    package subscript(owner: StreamOwner) -> Round? { state.withLock { $0.content.rounds[owner.key] } }

    /// All that is known, in the order of their owners.
    package var rounds: [Round] {
        state.withLock { $0.content.rounds.sorted { $0.key < $1.key }.map(\.value) }
    }

    /// What could not be read of whom when it was tried last, in the order of their owners.
    package var unread: [UnreadListing.Row] {
        state.withLock { state in
            state.content.rounds.sorted { $0.key < $1.key }.flatMap { owner, round in
                (round.unread ?? []).map { UnreadListing.Row(owner, round.source, $0) }
            }
        }
    }

    /// Notes how a reading ended; what was ended on request is no news.
    ///
    /// Who may not be read any more is forgotten.
    package func note(_ outcome: OwnerOutcome, source: String, at now: Timestamp) {
        state.withLock { state in
            var round = state.content.rounds[outcome.owner.key] ?? Round(source: source)
            let unread = outcome.shortfalls.map {
                UnreadPart($0, after: state.content.rounds[outcome.owner.key], at: now)
            }
            round.source = source
            switch outcome.end {
            case .complete, .incomplete:
                round.endedAt = now.microseconds
                round.items = outcome.found
                round.failures = 0
                round.error = nil
            case .failed(let error):
                round.failures += 1
                round.error = error.code.rawValue
            case .refused where outcome.isHeld:
                round.failures += 1
                round.error = unread.first?.code
            case .refused:
                state.isSaved = state.content.rounds.removeValue(forKey: outcome.owner.key) == nil && state.isSaved
                return
            case .stopped: return
            }
            round.unread = unread.isEmpty ? nil : unread
            state.content.rounds[outcome.owner.key] = round
            state.isSaved = false
            saveIfDue(&state, at: now)
        }
    }

    /// Forgets everybody else: who is not read any more is not late.
    package func keep(_ owners: Set<StreamOwner>) {
        let keys = Set(owners.map(\.key))
        keep { keys.contains($0) }
    }

    /// Forgets these, whose names may stand nowhere any more.
    func forget(_ owners: Set<StreamOwner>) {
        let keys = Set(owners.map(\.key))
        keep { !keys.contains($0) }
    }

    private func keep(_ isKept: (String) -> Bool) {
        state.withLock { state in
            let kept = state.content.rounds.filter { isKept($0.key) }
            guard kept.count != state.content.rounds.count else { return }
            state.content.rounds = kept
            state.isSaved = false
        }
    }

    /// Writes what is not written yet, unless that was done a moment ago.
    func saveIfDue(at now: Timestamp) {
        state.withLock { if !$0.isSaved { saveIfDue(&$0, at: now) } }
    }

    private func saveIfDue(_ state: inout State, at now: Timestamp) {
        if state.savedAt.map({ abs(now.duration(since: $0).components.seconds) >= Self.pause }) ?? true {
            save(&state, at: now)
        }
    }

    /// Writes what is not written yet.
    package func save(at now: Timestamp) {
        state.withLock { if !$0.isSaved { save(&$0, at: now) } }
    }

    /// A reading is not worse for not being remembered.
    private func save(_ state: inout State, at now: Timestamp) {
        state.savedAt = now
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let bytes = try? encoder.encode(state.content) else { return }
        let file = URL(filePath: path)
        guard (try? bytes.write(to: file, options: .atomic)) != nil else { return }
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        state.isSaved = true
    }
}

extension StreamOwner {
    /// As it is written into the file, which stands beside the store and is as private.
    fileprivate var key: String { mailbox?.address.text ?? UnreadListing.crm }
}
