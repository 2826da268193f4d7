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

    /// Documented to be complete at once; who promises more and more is not followed for ever.
    private static let mostPages = 100

    /// The archive comes last: it has permissions, a server and pauses of its own.
    ///
    /// - Throws: `EncodingError`.
    func lists() throws -> [StreamList] {
        let mailbox = StreamList("mailbox")
        guard configuration.archive == .include else { return [mailbox] }
        let start = try Cursor(listing: FolderListing(step: .archive))
        return [mailbox, StreamList("archive", start: start, pauses: .own)]
    }

    /// - Throws: `SourceError` of scope `.part` for the archive, of scope `.mailbox` or larger for the rest, or
    ///   `CancellationError`.
    func page(after cursor: Cursor?) async throws -> ListingPage {
        let listing = try cursor.map { try $0.listing(as: FolderListing.self) } ?? FolderListing()
        return switch listing.step {
        case .primary: try await primary(listing)
        case .archive: try await archive(listing)
        case .names: try await names(listing)
        }
    }

    /// Goes through a list to its end, for what is learnt on the way.
    ///
    /// - Throws: As `page(after:)`.
    func readAll(of list: StreamList) async throws {
        var cursor = list.start
        for _ in 0..<Self.mostPages {
            cursor = try await page(after: cursor).next
            if cursor == nil { return }
        }
    }

    private func primary(_ listing: FolderListing) async throws -> ListingPage {
        do {
            let (page, more) = try await hierarchy(.msgfolderroot, listing)
            let next = more ?? page.listing.names
            return ListingPage(streams: [], told: page.told, next: try Cursor(listing: next))
        } catch let error as EWSError {
            throw SourceError(error, concerning: .mailbox)
        }
    }

    /// Not every mailbox has one; its well-known folders are those that it names itself.
    private func archive(_ listing: FolderListing) async throws -> ListingPage {
        do {
            let (page, more) = try await hierarchy(.archivemsgfolderroot, listing)
            if let more { return ListingPage(streams: [], told: page.told, next: try Cursor(listing: more)) }
            await known.note(FolderPlaces(archive: page.listing.folders), of: mailbox.id)
            let streams = streams(page.listing, WellKnownFolders(ids: page.listing.namedFolders))
            return ListingPage(streams: streams, told: page.told)
        } catch let error as EWSError {
            if case .response(let failure) = error, [.gone, .noMailbox].contains(failure.code.meaning) {
                return ListingPage(streams: [])
            }
            throw SourceError(error, concerning: .part).failing("archive")
        }
    }

    /// What is known of the folders after one more page of them, and where they go on; nil after the last.
    private func hierarchy(
        _ root: DistinguishedFolder,
        _ listing: FolderListing
    ) async throws -> (page: (listing: FolderListing, told: Set<String>), more: FolderListing?) {
        let folder = FolderReference.distinguished(root, of: mailbox.address)
        let operation = SyncFolderHierarchy(syncFolder: folder, syncState: listing.syncState)
        let page = try await client.send(operation, about: mailbox)
        var listing = listing
        listing.take(page)
        // A server that promises more and repeats itself has no more.
        let isLast = page.includesLast || page.syncState == listing.syncState
        listing.syncState = page.syncState
        return ((listing, Set(page.folders.map(\.folderID) + page.deleted)), isLast ? nil : listing)
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
        return ListingPage(streams: streams(listing, known), failures: known.failures + missing)
    }

    private func streams(_ listing: FolderListing, _ known: WellKnownFolders) -> [StreamID] {
        let selection = FolderSelection(listing.folders, known, excluded: configuration.excludedFolders)
        return selection.chosen.map {
            StreamID(source: EWSSource.name, owner: .mailbox(mailbox), kind: $0.kind.stream, folder: $0.folderID)
        }.sorted()
    }
}
