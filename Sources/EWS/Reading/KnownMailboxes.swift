import Connector
import Interactions

/// What was learnt of mailboxes, for all that is read of them: each list of folders tells it again.
actor KnownMailboxes {
    /// Of the server that all of them are on.
    let headers = HeaderSupport()
    private var places: [Mailbox.ID: FolderPlaces] = [:]
    /// Mailboxes all of whose lists were asked for because a folder was on none.
    private var searched: Set<Mailbox.ID> = []
    private var ownerAddresses: [Mailbox.ID: [Participant.Address]] = [:]

    /// Keeps what a list told, beside what others did.
    func note(_ places: FolderPlaces, of mailbox: Mailbox.ID) {
        self.places[mailbox] = self.places[mailbox].map { places.merged(with: $0) } ?? places
    }

    /// What kind of folder this is; a folder that no list has named is looked for once, in one list after the other.
    ///
    /// - Throws: `SourceError` if that has to be tried again, or `CancellationError`; what the server does not tell is
    ///   unknown.
    func place(of folder: String, from lister: FolderLister) async throws -> SourceMail.Place {
        let mailbox = lister.mailbox.id
        if let place = places[mailbox]?.place(of: folder) { return place }
        guard !searched.contains(mailbox) else { return .unknown }
        for list in try lister.lists() {
            do {
                try await lister.readAll(of: list)
            } catch let error as SourceError where error.retry == .never || list.pauses == .own {
                // Then it may be on this one, and that is all there is to know.
            }
            if let place = places[mailbox]?.place(of: folder) { return place }
        }
        searched.insert(mailbox)
        return .unknown
    }

    /// See `SourceMail.ownerAddresses`; asked for once.
    ///
    /// - Throws: `SourceError` if the server asks for a pause or cannot be reached, or `CancellationError`; what it
    ///   does not tell is not known.
    func ownerAddresses(of mailbox: Mailbox, from client: EWSClient) async throws -> [Participant.Address] {
        if let known = ownerAddresses[mailbox.id] { return known }
        let question = ResolveNames(unresolvedEntry: mailbox.address.text, fullContactData: .include)
        do {
            // The beginning of an address finds others, too.
            let found = try await client.send(question, about: mailbox).map(\.smtpAddresses).filter { addresses in
                addresses.contains { EmailAddress($0) == mailbox.address }
            }
            let addresses = found.count == 1 ? found[0].compactMap { Participant.Address(text: $0) } : []
            ownerAddresses[mailbox.id] = addresses
            return addresses
        } catch let error as EWSError {
            guard error.concernsOneName else { throw SourceError(error, concerning: .mailbox) }
            ownerAddresses[mailbox.id] = []
            return []
        }
    }
}
