import Connector
package import Interactions
import OData

/// What Graph knows of the tenant and its users.
package struct TenantReader: Sendable {
    /// A user's account.
    package struct User: Hashable, Sendable {
        package let addresses: [EmailAddress]
        package let isEnabled: Bool?
        package let isGuest: Bool
        /// The code of a Multi-Geo tenant; nil for where the tenant itself is, which Graph does not tell.
        package let preferredDataLocation: String?
    }

    private let client: GraphClient

    package init(client: GraphClient) {
        self.client = client
    }

    /// Part numbers of the licences that are in force.
    ///
    /// <https://learn.microsoft.com/graph/api/subscribedsku-list>
    /// - Throws: `SourceError`, or `CancellationError`.
    package func licenses() async throws -> Set<String> {
        struct License: Decodable, Sendable {
            let skuPartNumber: String
            let capabilityStatus: String?
        }
        let found = try await all(["subscribedSkus"], query: nil, of: License.self)
        // In `Warning` the grace period still runs.
        return Set(found.filter { ["Enabled", "Warning"].contains($0.capabilityStatus) }.map(\.skuPartNumber))
    }

    /// Everybody in the directory.
    ///
    /// <https://learn.microsoft.com/graph/api/user-list>
    /// - Throws: `SourceError`, or `CancellationError`.
    package func users() async throws -> [User] {
        struct Written: Decodable, Sendable {
            let userPrincipalName: String?
            let mail: String?
            let accountEnabled: Bool?
            let userType: String?
            let preferredDataLocation: String?
        }
        let columns = "userPrincipalName,mail,accountEnabled,userType,preferredDataLocation"
        return try await all(["users"], query: "$select=\(columns)&$top=999", of: Written.self).map { user in
            User(
                addresses: [user.mail, user.userPrincipalName].compactMap { $0.flatMap { EmailAddress($0) } },
                isEnabled: user.accountEnabled,
                isGuest: user.userType == "Guest",
                preferredDataLocation: user.preferredDataLocation
            )
        }
    }

    private func all<Item: Decodable & Sendable>(
        _ path: [String],
        query: String?,
        of type: Item.Type
    ) async throws -> [Item] {
        do {
            var items: [Item] = []
            var seen: Set<ODataLink> = []
            var target = client.root.target(path, query: query)
            while true {
                let page = try await client.listing(target, of: Item.self)
                items += page.value
                guard let link = page.next else { return items }
                guard seen.insert(link).inserted else { throw SourceError.repeatedPage(.source) }
                target = link.target
            }
        } catch let error as ODataError {
            throw SourceError(error, concerning: .source)
        }
    }
}
