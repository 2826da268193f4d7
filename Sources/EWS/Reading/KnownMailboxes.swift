import Connector
import Interactions

/// What was learnt of mailboxes, for all that is read of them: each list of folders tells it again.
actor KnownMailboxes {
    /// Of the server that all of them are on.
    let headers = HeaderSupport()
    private var places: [Mailbox.ID: FolderPlaces] = [:]
    private var ownerAddresses: [Mailbox.ID: [Participant.Address]] = [:]

    func note(_ places: FolderPlaces, of mailbox: Mailbox.ID) {
        self.places[mailbox] = places
    }

    /// What kind of folder this is; without a list of folders before, the list is asked for.
    ///
    /// - Throws: `SourceError` if that has to be tried again, or `CancellationError`; what the server does not tell is
    ///   unknown.
    func place(of folder: String, from lister: FolderLister) async throws -> SourceMail.Place {
        if places[lister.mailbox.id] == nil {
            do {
                try await lister.readAll()
            } catch let error as SourceError where error.retry == .never {
                return .unknown
            }
        }
        return places[lister.mailbox.id]?.place(of: folder) ?? .unknown
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
