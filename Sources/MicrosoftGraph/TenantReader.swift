import Connector
package import Interactions
import JSONStream
import OData

/// What Graph knows of the tenant and its users.
package struct TenantReader: Sendable {
    /// A user's account.
    package struct User: Hashable, Sendable {
        /// The account's object id, a GUID in lower case: it stays when names change, and is given to nobody else.
        package let objectID: String?
        /// The mailbox's own address; nil without one.
        package let mailbox: EmailAddress?
        /// By which nobody else of the tenant can be known: the name to sign in with, and the mailbox's addresses.
        package let addresses: Set<EmailAddress>
        /// The same, what the directory has as the user's address, and names that Exchange had for the user.
        package let aliases: Set<Participant.Address>
        package let isEnabled: Bool?
        package let isGuest: Bool?
        /// The code of a Multi-Geo tenant; nil for where the tenant itself is, which Graph does not tell.
        package let preferredDataLocation: String?
    }

    private let client: GraphClient

    package init(client: GraphClient) {
        self.client = client
    }

    /// What the tenant may use.
    package struct Licenses: Hashable, Sendable {
        /// Part numbers.
        package let inForce: Set<String>
        /// False if one of them, or whether it is in force, cannot be read: then others may be in force.
        package let isWhole: Bool
    }

    /// The licences that are in force.
    ///
    /// <https://learn.microsoft.com/graph/api/subscribedsku-list>
    /// - Throws: `SourceError`, or `CancellationError`.
    package func licenses() async throws -> Licenses {
        // One that is not as it should be hides no other.
        struct License: JSONReadable, Hashable {
            let skuPartNumber: String?
            let capabilityStatus: String?

            init(json: JSONValue) {
                skuPartNumber = json["skuPartNumber"]?.string
                capabilityStatus = json["capabilityStatus"]?.string
            }
        }
        let found = try await all(["subscribedSkus"], query: nil, of: License.self)
        guard found.isEmpty || found.contains(where: { $0.skuPartNumber != nil }) else {
            throw SourceError(
                .badAnswer,
                scope: .source,
                retry: .now,
                message: "The list of licences names none of them, so nothing is concluded from it."
            )
        }
        // In `Warning` the grace period still runs.
        let inForce = found.filter { ["Enabled", "Warning"].contains($0.capabilityStatus) }
        let isWhole = found.allSatisfy { license in
            let state = license.capabilityStatus
            let isOver = ["Suspended", "Deleted", "LockedOut"].contains(state)
            return isOver || license.skuPartNumber != nil && ["Enabled", "Warning"].contains(state)
        }
        return Licenses(inForce: Set(inForce.compactMap(\.skuPartNumber)), isWhole: isWhole)
    }

    /// Everybody in the directory.
    ///
    /// <https://learn.microsoft.com/graph/api/user-list>
    /// - Throws: `SourceError`, or `CancellationError`.
    package func users() async throws -> [User] {
        // What cannot be read is not known of this user, which is never a pass, and hides no other.
        struct Written: JSONReadable, Hashable {
            let id: String?
            let userPrincipalName: String?
            let mail: String?
            let accountEnabled: Bool?
            let userType: String?
            let preferredDataLocation: String?
            let proxyAddresses: [String]

            init(json: JSONValue) {
                id = json["id"]?.string
                userPrincipalName = json["userPrincipalName"]?.string
                mail = json["mail"]?.string
                // None of the three may be taken for what it is where another one cannot be read: that could be a pass.
                let told: (Bool?, String?, String?)? = try? (
                    json.optional("accountEnabled"), json.optional("userType"), json.optional("preferredDataLocation")
                )
                let place = told?.2.flatMap { $0.isEmpty ? nil : $0.uppercased() }
                let isTold = told != nil && place?.utf8.count ?? 3 == 3
                (accountEnabled, userType, preferredDataLocation) = isTold ? (told?.0, told?.1, place) : (nil, nil, nil)
                proxyAddresses = json.readable("proxyAddresses")
            }
        }
        let columns = "id,userPrincipalName,mail,accountEnabled,userType,preferredDataLocation,proxyAddresses"
        let users = try await all(["users"], query: "$select=\(columns)&$top=999", of: Written.self)
        return users.map { user in
            let own = ([user.userPrincipalName].compactMap(\.self) + user.proxyAddresses).compactMap {
                Participant.Address(proxy: $0)
            }
            let entered = user.mail.flatMap { Participant.Address(proxy: $0) }
            // The primary one of the proxy addresses has its kind in capitals.
            let primary = user.proxyAddresses.first { $0.utf8.starts(with: "SMTP:".utf8) }?.dropFirst(5)
            return User(
                objectID: user.id?.lowercased(),
                mailbox: (user.mail ?? primary.map(String.init)).flatMap { EmailAddress($0) },
                addresses: Set(own.compactMap { if case .smtp(let address) = $0 { address } else { nil } }),
                aliases: Set(own + [entered].compactMap(\.self)),
                isEnabled: user.accountEnabled,
                isGuest: Self.isGuest(type: user.userType, name: user.userPrincipalName),
                preferredDataLocation: user.preferredDataLocation
            )
        }
    }

    /// Whether the account is a guest's, nil for a type that nobody knows; one without a type is a member's of old,
    /// unless its name is that of somebody from outside.
    private static func isGuest(type: String?, name: String?) -> Bool? {
        switch type?.lowercased() {
        case nil, "": name?.uppercased().contains("#EXT#@") ?? false
        case "guest": true
        case "member": false
        default: nil
        }
    }

    /// What each mailbox is for; absent are those of whom Graph does not tell: no mailbox, or none that we may see.
    ///
    /// <https://learn.microsoft.com/graph/api/user-get-mailboxsettings>
    /// - Throws: `SourceError`, also if nobody's could be read; or `CancellationError`.
    package func purposes(of mailboxes: [Mailbox]) async throws -> [Mailbox: MailboxPurpose] {
        typealias Found = (mailbox: Mailbox, result: Result<MailboxPurpose?, SourceError>)
        var purposes: [Mailbox: MailboxPurpose] = [:]
        var failures: [SourceError] = []
        try await withThrowingTaskGroup(of: Found.self) { group in
            var rest = mailboxes.makeIterator()
            func add() {
                guard let mailbox = rest.next() else { return }
                group.addTask { (mailbox, try await purpose(of: mailbox)) }
            }
            for _ in 0..<Self.purposesAtOnce { add() }
            while let found = try await group.next() {
                switch found.result {
                case .success(let purpose): purposes[found.mailbox] = purpose
                case .failure(let error): failures.append(error)
                }
                add()
            }
        }
        // One mailbox may be missing or out of reach; all of them, and we are not permitted to ask.
        if failures.count == mailboxes.count, let failure = failures.first(where: { $0.code != .noMailbox }) {
            throw failure
        }
        return purposes
    }

    private static let purposesAtOnce = 4

    private func purpose(of mailbox: Mailbox) async throws -> Result<MailboxPurpose?, SourceError> {
        let target = client.root.target(["users", mailbox.address.text, "mailboxSettings", "userPurpose"], query: nil)
        do {
            return .success(try await client.entity(target, as: WrittenPurpose.self).purpose)
        } catch let error as ODataError {
            let error = SourceError(error, concerning: .mailbox)
            guard error.scope <= .mailbox, error.code != .throttled else { throw error }
            return .failure(error)
        }
    }

    /// The addresses of everybody in a group, and in the groups in it.
    ///
    /// <https://learn.microsoft.com/graph/api/group-list-transitivemembers>
    /// - Parameter group: its object id.
    /// - Throws: `SourceError`, also for a group that is not there; or `CancellationError`.
    package func members(ofGroup group: String) async throws -> Set<EmailAddress> {
        struct Member: JSONReadable, Hashable {
            let userPrincipalName: String?
            let mail: String?

            init(json: JSONValue) throws(JSONError) {
                userPrincipalName = try json.optional("userPrincipalName")
                mail = try json.optional("mail")
            }
        }
        let path = ["groups", group, "transitiveMembers", "microsoft.graph.user"]
        let members = try await all(path, query: "$select=userPrincipalName,mail&$top=999", of: Member.self)
        return Set(members.flatMap { [$0.mail, $0.userPrincipalName] }.compactMap { $0.flatMap { EmailAddress($0) } })
    }

    private func all<Item: JSONReadable & Hashable>(
        _ path: [String],
        query: String?,
        of type: Item.Type
    ) async throws -> [Item] {
        do {
            let ask = { try await client.listing($0, of: type) }
            return try await ask(client.root.target(path, query: query)).whole(asking: ask)
        } catch let error as ODataError {
            throw SourceError(error, concerning: .source)
        }
    }
}
