import Connector
import Interactions

/// The lists of an owner's streams: what is on one is read before the next one is asked for.
extension OwnerSync {
    struct Listing {
        var streams: [StreamID] = []
        /// Of parts that fail alone.
        var failures: [SourceError] = []
        /// Lists that did not come to their end.
        var cut = 0

        static func += (left: inout Listing, right: Listing) {
            left.streams += right.streams
            left.failures += right.failures
            left.cut += right.cut
        }
    }

    private var lists: [StreamList] {
        get throws { try reader.shared.binding.source.lists(of: owner) }
    }

    /// Reads what is on one list before the next one is asked for, which may not come for long.
    ///
    /// - Throws: as `Pager.read`, and `SourceError` if there is no list at all.
    func readLists(into listing: inout Listing, _ outcomes: inout [StreamOutcome]) async throws {
        let lists = try self.lists
        for list in lists {
            let reader = reader.reading(list)
            let some = try await streams(on: list, of: lists.count, reader)
            listing += some
            progress(.began(owner, streams: listing.streams.count))
            outcomes += try await read(some.streams, reader)
            guard outcomes.allSatisfy(\.leavesTheMailbox) else { return }
        }
        guard listing.streams.isEmpty, listing.cut == lists.count, let failure = listing.failures.first else { return }
        throw failure.concerning(.mailbox)
    }

    /// - Throws: as `Pager.read`, but for what concerns this list alone.
    private func streams(on list: StreamList, of count: Int, _ reader: SourceReader) async throws -> Listing {
        var listing = Listing()
        let pager = Pager<ListingPage>(reader, scope: count > 1 ? .part : .mailbox) { [owner] in
            try await $0.streams(of: owner, after: $1 ?? list.start)
        }
        do {
            let end = try await pager.read(after: nil) { page, isRestart in
                if isRestart { listing = Listing() }
                listing.streams += page.streams
                listing.failures += page.failures
            }
            guard end == .complete else { throw StopRequested() }
        } catch let error as SourceError
            where error.scope <= .part || error.code == .badAnswer && !listing.streams.isEmpty
        {
            // What was listed is there, be it on a list that has no end.
            listing.failures.append(error.concerning(.part))
            listing.cut += 1
        }
        return listing
    }

    /// Lists once more if a stream could not be found: only what a whole list does not name any more is gone.
    ///
    /// - Returns: the streams that are there, and why parts could not be listed.
    func presence(
        of listing: Listing,
        _ outcomes: inout [StreamOutcome]
    ) async throws -> (streams: [StreamID], failures: [SourceError]) {
        let isMissing = outcomes.map { $0.end == .gone }
        guard isMissing.contains(true) else { return (listing.streams, listing.failures) }
        var again = Listing()
        let lists = try self.lists
        for list in lists {
            again += try await streams(on: list, of: lists.count, reader.reading(list))
        }
        var gone: Set<StreamID> = []
        for index in outcomes.indices where isMissing[index] {
            let stream = outcomes[index].stream
            if again.failures.isEmpty, !again.streams.contains(stream) {
                gone.insert(stream)
            } else {
                outcomes[index].end = .failed(.listedButMissing)
            }
        }
        return (listing.streams.filter { !gone.contains($0) }, listing.failures + again.failures)
    }
}

extension SourceError {
    fileprivate static let listedButMissing = SourceError(
        .gone,
        scope: .stream,
        retry: .never,
        message: "The service lists the folder and does not find it; nothing of it is taken for deleted."
    )
}
