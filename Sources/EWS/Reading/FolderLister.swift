import Connector
import Interactions
import MailboxReading

/// Finds the folders of a mailbox that are worth reading, one request a page.
struct FolderLister: Sendable {
    let client: EWSClient
    let mailbox: Mailbox
    let configuration: EWSSource.Configuration
    /// Learns what the folders hold.
    let known: KnownMailboxes

    /// - Throws: `SourceError` of scope `.mailbox` or larger, or `CancellationError`.
    func page(after cursor: Cursor?) async throws -> ListingPage {
        let listing = try cursor.map { try $0.listing(as: FolderListing.self) } ?? FolderListing()
        return switch listing.step {
        case .primary: try await primary(listing)
        case .archive: try await archive(listing)
        case .names: try await names(listing)
        }
    }

    /// Goes through the list to its end, for what is learnt on the way.
    ///
    /// - Throws: As `page(after:)`.
    func readAll() async throws {
        var cursor: Cursor?
        for _ in 0..<Self.mostPages {
            cursor = try await page(after: cursor).next
            if cursor == nil { return }
        }
    }

    /// Documented to be three; who promises more and more is not followed for ever.
    private static let mostPages = 100

    private func primary(_ listing: FolderListing) async throws -> ListingPage {
        do {
            return try await hierarchy(
                .msgfolderroot,
                listing,
                then: configuration.archive == .include ? .archive : .names
            )
        } catch let error as EWSError {
            throw SourceError(error, concerning: .mailbox)
        }
    }

    /// An archive has permissions and a server of its own, and not every mailbox has one.
    private func archive(_ listing: FolderListing) async throws -> ListingPage {
        do {
            return try await hierarchy(.archivemsgfolderroot, listing, then: .names)
        } catch let error as EWSError {
            var next = listing.next(.names)
            if case .response(let failure) = error, [.gone, .noMailbox].contains(failure.code.meaning) {
                return ListingPage(streams: [], next: try Cursor(listing: next))
            }
            let cause = SourceError(error, concerning: .part).failing("archive")
            guard cause.scope == .part else { throw cause }
            next.isArchiveUnread = cause.retry != .never
            return ListingPage(streams: [], failures: [cause], next: try Cursor(listing: next))
        }
    }

    private func hierarchy(
        _ root: DistinguishedFolder,
        _ listing: FolderListing,
        then step: FolderListing.Step
    ) async throws -> ListingPage {
        let folder = FolderReference.distinguished(root, of: mailbox.address)
        let operation = SyncFolderHierarchy(syncFolder: folder, syncState: listing.syncState)
        let page = try await client.send(operation, about: mailbox)
        var listing = listing
        listing.take(page)
        // Documented to be complete at once; a server that promises more and repeats itself has no more.
        let isLast = page.includesLast || page.syncState == listing.syncState
        listing.syncState = page.syncState
        let next = isLast ? listing.next(step) : listing
        return ListingPage(
            streams: [],
            told: Set(page.folders.map(\.folderID) + page.deleted),
            next: try Cursor(listing: next)
        )
    }

    /// Servers from Exchange 2013 on name well-known folders in the hierarchy; others have to be asked.
    private func names(_ listing: FolderListing) async throws -> ListingPage {
        var known = WellKnownFolders(ids: listing.namedFolders)
        let wanted = configuration.excludedFolders.union(WellKnownFolders.anchors).filter { known.ids[$0] == nil }
            .sorted()
        if !wanted.isEmpty {
            do {
                let operation = GetFolder(folders: wanted.map { .distinguished($0, of: mailbox.address) })
                for (name, result) in zip(wanted, try await client.send(operation, about: mailbox)) {
                    try known.take(result, named: name)
                }
            } catch let error as EWSError {
                throw SourceError(error, concerning: .mailbox)
            }
        }
        await self.known.note(FolderPlaces(known, listing), of: mailbox.id)
        let missing = known.missing(in: listing.folders, except: configuration.excludedFolders)
        let selection = FolderSelection(listing.folders, known, excluded: configuration.excludedFolders)
        let streams = selection.chosen.map {
            StreamID(source: EWSSource.name, owner: .mailbox(mailbox), kind: $0.kind.stream, folder: $0.folderID)
        }
        return ListingPage(streams: streams.sorted(), failures: known.failures + missing)
    }
}
