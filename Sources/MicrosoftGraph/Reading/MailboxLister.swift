import Connector
import Interactions
import MailboxReading
import OData

/// Finds the mail folders and calendars of a mailbox that are worth reading, one request a page.
struct MailboxLister: Sendable {
    let client: GraphClient
    let mailbox: Mailbox
    let configuration: GraphSource.Configuration
    let known: KnownMailboxes
    /// What the organisation's directory knows of the owner beside what the service tells.
    let aliases: Set<Participant.Address>

    /// Calendars come last: a list of them that fails or never ends takes no mail with it.
    ///
    /// - Throws: `EncodingError`.
    func lists() throws -> [StreamList] {
        let folders = StreamList("folders")
        guard configuration.calendars == .read else { return [folders] }
        return [folders, StreamList("calendars", start: try Cursor(listing: MailboxListing(step: .calendars)))]
    }

    /// - Throws: `SourceError` of scope `.part` or larger, or `CancellationError`.
    func page(after cursor: Cursor?) async throws -> ListingPage {
        let listing = try cursor.map { try $0.listing(as: MailboxListing.self) } ?? first
        return switch listing.step {
        case .calendars: try await calendars(listing)
        case .folders: try await folders(listing)
        case .names: try await name(listing)
        }
    }

    private var first: MailboxListing {
        let names = configuration.excludedFolders.union([.inbox]).sorted()
        return MailboxListing(names: names)
    }

    /// What others share is theirs, and is read in their mailboxes if at all.
    ///
    /// <https://learn.microsoft.com/graph/api/user-list-calendars>
    private func calendars(_ listing: MailboxListing) async throws -> ListingPage {
        var listing = listing
        let query = GraphCalendar.query + "&$top=\(client.pageSize)"
        var failures: [SourceError] = []
        var told: Set<String> = []
        let before = listing.calendars.count
        do {
            let target = try target(listing.link, ["calendars"], query: query)
            let page = try await client.listing(target, of: GraphCalendar.self)
            told = Set(page.value.map(\.id))
            // The mailbox may be asked for by a name that is none of its owner's addresses.
            let named = try await known.facts(of: mailbox.id, from: client).ownerAddresses
            let owner = aliases.union(named + [.smtp(mailbox.address)])
            listing.take(page.value.filter { Self.isOwn($0, of: owner) })
            listing.hasDefaultCalendar =
                listing.hasDefaultCalendar || page.value.contains { $0.isDefaultCalendar == true }
            listing.link = page.next?.text
            if page.next == nil, !listing.hasDefaultCalendar { failures = [.listWithout("default calendar")] }
        } catch let error as ODataError {
            throw SourceError(error, concerning: .part).failing("list of calendars")
        }
        return ListingPage(
            streams: listing.calendars.dropFirst(before).sorted().map { stream(.calendar, $0) },
            failures: failures,
            told: told,
            next: listing.link == nil ? nil : try Cursor(listing: listing)
        )
    }

    /// A flat list, nested folders included; the plain listing gives only those at the top.
    ///
    /// <https://learn.microsoft.com/graph/api/mailfolder-delta>
    private func folders(_ listing: MailboxListing) async throws -> ListingPage {
        var listing = listing
        do {
            let target = try target(listing.link, ["mailFolders", "delta"], query: GraphFolder.query)
            let page = try await client.page(target, of: GraphFolder.self)
            for folder in page.value { listing.take(folder) }
            switch page.continuation {
            case .next(let link): listing.link = link.text
            case .delta: (listing.step, listing.link) = (.names, nil)
            }
            return ListingPage(streams: [], told: Set(page.value.map(\.id)), next: try Cursor(listing: listing))
        } catch let error as ODataError {
            throw SourceError(error, concerning: .part).failing("list of folders")
        }
    }

    /// A delta does not say which folder is which, and names are in the mailbox's language: they have to be asked for.
    private func name(_ listing: MailboxListing) async throws -> ListingPage {
        var listing = listing
        var failures: [SourceError] = []
        if !listing.names.isEmpty {
            let name = listing.names.removeFirst()
            do {
                let target = try target(nil, ["mailFolders", name.rawValue], query: GraphFolder.query)
                listing.ids[name.rawValue] = try await client.entity(target, as: GraphFolder.self).id
            } catch ODataError.failure(let failure) where failure.meaning == .gone {
                // Not every mailbox has every folder.
            } catch let error as ODataError {
                failures = [try Self.failure(of: name, error)]
                listing.noteUnidentified(name, asked: configuration.excludedFolders.union([.inbox]))
            }
        }
        guard listing.names.isEmpty else {
            return ListingPage(streams: [], failures: failures, next: try Cursor(listing: listing))
        }
        if !listing.hasInbox, !configuration.excludedFolders.contains(.inbox) { failures.append(.listWithout("inbox")) }
        let streams = listing.chosenFolders(excluding: configuration.excludedFolders).map { stream(.mail, $0) }.sorted()
        return ListingPage(streams: streams, failures: failures)
    }

    /// A pause is the mailbox's, but if only this name asks for one again and again, the folder fails alone.
    ///
    /// - Throws: `SourceError` if it is larger than a part.
    private static func failure(of name: WellKnownFolder, _ error: ODataError) throws -> SourceError {
        var error = SourceError(error, concerning: .part).failing("folder '\(name.rawValue)'")
        if error.code == .throttled { error = error.concerning(.part) }
        guard error.scope == .part else { throw error }
        return error
    }

    private func target(_ link: String?, _ path: [String], query: String) throws -> ODataTarget {
        guard let link else { return client.root.target(["users", mailbox.id.text] + path, query: query) }
        guard let link = ODataLink(link, root: client.root) else { throw SourceError.foreignLink }
        return link.target
    }

    private static func isOwn(_ calendar: GraphCalendar, of owner: Set<Participant.Address>) -> Bool {
        if calendar.isDefaultCalendar == true { return true }
        return calendar.owner?.address.flatMap { Participant.Address(text: $0) }.map(owner.contains) ?? false
    }

    private func stream(_ kind: StreamID.Kind, _ folder: String) -> StreamID {
        StreamID(source: GraphSource.name, owner: .mailbox(mailbox), kind: kind, folder: folder)
    }
}
