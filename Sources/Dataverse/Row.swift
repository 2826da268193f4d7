import Interactions
import JSONStream

/// One row of any table: its columns by name, and what stands beside them.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-data-web-api>
struct Row: JSONReadable, Hashable {
    /// A column's value; what is inside of objects and lists is not looked at.
    private enum Scalar: Hashable, Sendable {
        case text(String)
        case integer(Int)
        case flag(Bool)
    }

    private let values: [String: Scalar]

    init(json: JSONValue) throws(JSONError) {
        guard let members = json.members else { throw JSONError(.wrongKind, at: json.offset) }
        var values: [String: Scalar] = [:]
        values.reserveCapacity(members.count)
        for (name, value) in members {
            values[name] =
                if let text = value.string {
                    .text(text)
                } else if let flag = value.flag {
                    .flag(flag)
                } else if let integer = value.integer {
                    .integer(integer)
                } else {
                    nil
                }
        }
        self.values = values
    }

    /// Whether the row is a removal: `{"@odata.context": "…/$deletedEntity", "id": "…", "reason": "deleted"}`.
    var isDeleted: Bool { text("reason") == "deleted" && text("@odata.context")?.hasSuffix("/$deletedEntity") == true }

    func text(_ column: String) -> String? {
        if case .text(let text) = values[column] { text } else { nil }
    }

    func integer(_ column: String) -> Int? {
        if case .integer(let number) = values[column] { number } else { nil }
    }

    func flag(_ column: String) -> Bool? {
        if case .flag(let flag) = values[column] { flag } else { nil }
    }

    func time(_ column: String) -> Timestamp? {
        text(column).flatMap { Timestamp(iso8601: $0) }
    }

    /// A GUID in lower case, nil if it is none.
    func id(_ column: String) -> String? {
        text(column).flatMap { CRMReference(.account, id: $0)?.id }
    }

    /// What a lookup leads to; nil if it is empty, or leads to a table that takes no part.
    ///
    /// - Parameter table: where the lookup can lead to one table only, for services that leave the annotation out.
    func reference(_ column: String, to table: CRMReference.Table? = nil) -> CRMReference? {
        let name = "_\(column)_value"
        guard let id = text(name) else { return nil }
        let logicalName = text("\(name)@Microsoft.Dynamics.CRM.lookuplogicalname")
        guard let table = logicalName.map({ CRMReference.Table(rawValue: $0) }) ?? table else { return nil }
        return CRMReference(table, id: id)
    }

    /// Those of `columns` that hold an address.
    func addresses(_ columns: String...) -> [EmailAddress] {
        var found: [EmailAddress] = []
        for address in columns.compactMap({ text($0).flatMap { EmailAddress($0) } }) where !found.contains(address) {
            found.append(address)
        }
        return found
    }
}
