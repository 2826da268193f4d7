import Connector
import Interactions

/// How a round over an owner's streams begins: with a list of all of them, or, where the last one ended and its source
/// can tell what is new since, with those that are left from it.
///
/// Nothing rests on what a source tells in this way for more than a day: then everything is listed and read.
struct OwnerRound: Sendable {
    /// Those of the last round, which are all there are; nil if they have to be listed.
    private(set) var streams: [StreamID]?
    /// Streams that need not be asked.
    private(set) var quiet: Set<StreamID> = []
    /// To be remembered when the round has ended.
    private(set) var memory: RoundMemory
    /// Of quiet streams, where reading them goes on from now on.
    private(set) var cursors: [StreamID: Cursor] = [:]
    /// Whether there is anything to be remembered.
    private(set) var isNews = true
    /// Whether nothing was committed since the last round ended, nor will be in this one.
    private(set) var hasNothingToEnd = false

    private static let longestTrust = Duration.seconds(86_400)

    private init(_ settings: String) {
        memory = RoundMemory(overview: nil, settings: settings, askedAt: nil)
    }

    /// Asks the source for an overview where that may help.
    ///
    /// Not before the first round has ended, as its reading takes longer than an overview is worth.
    ///
    /// - Parameters:
    ///   - settings: that a round has to have been made with.
    ///   - streamSettings: that the cursor of a stream has to have been made with.
    /// - Throws: what the store throws, `SourceError` of scope `.host` or larger, `StopRequested`, `AdmissionLost`, or
    ///   `CancellationError`; an overview that fails alone is none.
    static func begin(
        _ owner: StreamOwner,
        _ reader: SourceReader,
        _ store: any InteractionStore,
        settings: String,
        streamSettings: (StreamID) -> String
    ) async throws -> OwnerRound {
        var round = OwnerRound(settings)
        let name = reader.shared.binding.name
        // What an overview is of is not to be asked for then.
        guard owner.mailbox != nil, !reader.pauses.hasPausedList(of: owner),
            let stored = try await store.round(of: owner, source: name)
        else { return round }
        let now = reader.time()
        let isRecent = stored.memory.askedAt.map { $0 <= now && now.duration(since: $0) < longestTrust } ?? false
        let memory = isRecent && stored.memory.settings == settings ? stored.memory.overview : nil
        if isRecent, stored.memory.overview == nil {
            // The source could not tell; it is asked again tomorrow.
            round.memory.askedAt = stored.memory.askedAt
            return round
        }
        let cursors = stored.streams.mapValues(\.checkpoint.cursor)
        do {
            let overview = try await reader.read(concerning: .mailbox) {
                try await $0.overview(of: owner, since: memory, streams: cursors)
            }
            round.memory.overview = overview?.memory
            round.memory.askedAt = memory == nil ? now : stored.memory.askedAt
            if memory != nil, let overview, let quiet = overview.quiet {
                let ready = stored.streams.filter { stream, read in
                    !read.isUnfinished && read.checkpoint.settings == streamSettings(stream)
                }
                round.shorten(stored, overview, quiet: quiet.intersection(ready.keys))
            } else if memory != nil {
                // Everything is read now.
                round.memory.askedAt = now
            }
        } catch let error as SourceError where error.scope < .host {
            // Where the rest of the round succeeds it is this question that fails, and would again.
            round.memory.overview = nil
            round.memory.askedAt = now
        }
        return round
    }

    private mutating func shorten(_ stored: StoredRound, _ overview: Overview, quiet: Set<StreamID>) {
        streams = stored.streams.keys.sorted()
        self.quiet = quiet
        cursors = overview.cursors.filter { quiet.contains($0.key) }
        hasNothingToEnd = quiet.count == stored.streams.count && !stored.isOpen
        isNews = memory != stored.memory || !cursors.isEmpty
    }
}
