import Connector
package import Interactions
import OData

/// Asks which records the CRM itself shows to somebody: by owner, team, business unit, hierarchy and sharing, as its
/// security roles have it.
///
/// Asking in somebody's name needs the privilege `prvActOnBehalfOfAnotherUser`.
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/impersonate-another-user-web-api>
package struct VisibleRecords: Sendable {
    private static let tables: [(table: CRMReference.Table, set: String)] = [
        (.account, "accounts"), (.contact, "contacts"), (.lead, "leads"), (.opportunity, "opportunities"),
    ]

    private let client: DataverseClient

    package init(client: DataverseClient) {
        self.client = client
    }

    /// Everything that an enabled user of the CRM may read, of the tables that relationships are about; nothing for
    /// whoever is none.
    ///
    /// - Parameter addresses: of one person.
    /// - Throws: `SourceError`, or `CancellationError`.
    package func records(of addresses: Set<EmailAddress>) async throws -> Set<CRMReference> {
        do {
            guard let caller = try await objectID(of: addresses) else { return [] }
            var records: Set<CRMReference> = []
            var refused = 0
            for (table, set) in Self.tables {
                let key = "\(table.rawValue)id"
                do {
                    let target = client.root.target([set], query: "$select=\(key)")
                    for row in try await client.all(target, of: Row.self, as: caller) {
                        guard let record = row.text(key).flatMap({ CRMReference(table, id: $0) }) else { continue }
                        records.insert(record)
                    }
                } catch ODataError.failure(let failure) where failure.status == 403 {
                    // Somebody without any right on a table sees nothing of it.
                    refused += 1
                }
            }
            // Without the right to ask, nobody would see anything of any table.
            guard refused < Self.tables.count else { throw SourceError.mayNotImpersonate }
            return records
        } catch let error as ODataError {
            throw SourceError(error, table: "systemuser")
        }
    }

    /// The object id in Microsoft Entra of the one enabled user with one of these addresses.
    private func objectID(of addresses: Set<EmailAddress>) async throws -> String? {
        let columns = "azureactivedirectoryobjectid,isdisabled"
        for address in addresses.sorted() {
            // A quotation mark is doubled; what an address has else of what a query has not, is escaped.
            let text = address.text.replacing("'", with: "''").percentEncodedForQuery
            let filter = "internalemailaddress%20eq%20'\(text)'%20or%20domainname%20eq%20'\(text)'"
            let target = client.root.target(["systemusers"], query: "$select=\(columns)&$filter=\(filter)")
            let users = try await client.all(target, of: Row.self).filter { $0.flag("isdisabled") != true }
            if users.count == 1, let id = users[0].id("azureactivedirectoryobjectid") { return id }
        }
        return nil
    }
}

extension String {
    /// Every byte that is neither unreserved nor a quotation mark as `%XX` (RFC 3986, section 2.1).
    fileprivate var percentEncodedForQuery: String {
        let digits = Array("0123456789ABCDEF".utf8)
        let bytes = utf8.flatMap { byte -> [UInt8] in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x27: [byte]
            default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
