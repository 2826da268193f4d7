import Connector
import Interactions
import JSONStream
import MailboxReading
import OData

/// Whose a mailbox is, and what its folders hold.
struct MailboxFacts: Hashable, Sendable {
    /// See `SourceMail.ownerAddresses`.
    private(set) var ownerAddresses: [Participant.Address] = []
    private var places: [String: SourceMail.Place] = [:]

    /// Nothing is known.
    init() {}

    /// Who may read neither calendars nor users does not get to know the owner; folders that a mailbox does not have
    /// are no loss.
    ///
    /// - Throws: `ODataError` for all else, or what the token's source throws.
    init(of mailbox: Mailbox.ID, from client: GraphClient) async throws {
        let folders: [(WellKnownFolder, SourceMail.Place)] = [
            (.inbox, .inbox), (.sentitems, .sentItems), (.archive, .archive),
        ]
        for (folder, place) in folders {
            let path = ["users", mailbox.text, "mailFolders", folder.rawValue]
            if let found: FolderID = try await Self.ask(client, path, "$select=id") { places[found.id] = place }
        }
        let calendar: GraphCalendar? = try await Self.ask(
            client,
            ["users", mailbox.text, "calendar"],
            GraphCalendar.query
        )
        let user: Owner? = try await Self.ask(client, ["users", mailbox.text], "$select=mail,proxyAddresses")
        var named = [calendar?.owner?.address, user?.mail].compactMap { $0.flatMap { Participant.Address(text: $0) } }
        named += (user?.proxyAddresses ?? []).compactMap { Participant.Address(proxy: $0) }
        for address in named where !ownerAddresses.contains(address) { ownerAddresses.append(address) }
    }

    /// What the directory says of the mailbox's owner.
    ///
    /// <https://learn.microsoft.com/graph/api/user-get>
    struct Owner: JSONReadable {
        let mail: String?
        let proxyAddresses: [String]?

        /// What differs when the addresses do.
        var texts: [String] { [mail ?? ""] + (proxyAddresses ?? []).sorted() }

        init(json: JSONValue) throws(JSONError) {
            // Whatever is wrong with them, the mailbox is read.
            mail = json["mail"]?.string
            proxyAddresses = json["proxyAddresses"]?.elements?.compactMap(\.string)
        }
    }

    private struct FolderID: JSONReadable {
        let id: String

        init(json: JSONValue) throws(JSONError) {
            id = try json.required("id")
        }
    }

    /// What kind of folder this is; unknown as long as nothing is.
    func place(of folder: String) -> SourceMail.Place {
        places.isEmpty ? .unknown : places[folder] ?? .other
    }

    private static func ask<Entity: JSONReadable>(
        _ client: GraphClient,
        _ path: [String],
        _ query: String
    ) async throws -> Entity? {
        do {
            return try await client.entity(client.root.target(path, query: query), as: Entity.self)
        } catch ODataError.failure(let failure) where [.gone, .accessDenied, .refused].contains(failure.meaning) {
            return nil
        }
    }
}
