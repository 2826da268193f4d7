import Connector
import FoundationEssentials
import Interactions
import Pipeline

/// The pauses that services asked for, kept beside the store from run to run; mailboxes stand in it as keyed hashes.
struct PauseFile {
    private static let name = "pauses.json"

    private struct Entry: Codable {
        /// Keyed hash of the mailbox, or `crm`; nil for a whole source.
        let owner: String?
        /// One of the owner's lists alone.
        let list: String?
        let source: String?
        let until: String
        let noted: String
    }

    let directory: String
    let log: DecisionLog

    /// Those that have not passed; none if they cannot be read, or were written by a clock that was ahead.
    ///
    /// - Parameter mailboxes: whose pauses matter.
    func pauses(of mailboxes: [Mailbox], at now: Timestamp) -> [StandingPause] {
        let owners = Dictionary(mailboxes.map { (name(of: .mailbox($0)), StreamOwner.mailbox($0)) }) { first, _ in first
        }
        return entries.compactMap { entry in
            guard let until = Timestamp(iso8601: entry.until), let noted = Timestamp(iso8601: entry.noted),
                noted <= now.advanced(by: .seconds(60)), until > now
            else { return nil }
            guard let name = entry.owner else { return StandingPause(owner: nil, source: entry.source, until: until) }
            let owner = name == self.name(of: .crm) ? .crm : owners[name]
            return owner.map { StandingPause(owner: $0, list: entry.list, source: nil, until: until) }
        }
    }

    /// A run is not worse for not being remembered.
    func save(_ pauses: [StandingPause], at now: Timestamp) {
        guard !pauses.isEmpty else { return _ = try? FileManager.default.removeItem(at: url) }
        write(pauses.map { entry($0, at: now) })
    }

    /// Keeps one pause beside all others, those of mailboxes too that are not known here.
    func add(_ pause: StandingPause, at now: Timestamp) {
        write(entries + [entry(pause, at: now)])
    }

    private var entries: [Entry] {
        guard let bytes = try? Data(contentsOf: url) else { return [] }
        return (try? JSONDecoder().decode([Entry].self, from: bytes)) ?? []
    }

    private func entry(_ pause: StandingPause, at now: Timestamp) -> Entry {
        Entry(
            owner: pause.owner.map(name),
            list: pause.list,
            source: pause.source,
            until: pause.until.iso8601,
            noted: now.iso8601
        )
    }

    private func write(_ entries: [Entry]) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let bytes = try? encoder.encode(entries), (try? bytes.write(to: url, options: .atomic)) != nil else {
            return
        }
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: url.path)
    }

    private var url: URL { URL(filePath: "\(directory)/\(Self.name)") }

    private func name(of owner: StreamOwner) -> String {
        owner.mailbox.map { log.pseudonym(of: $0.address) } ?? "crm"
    }
}
