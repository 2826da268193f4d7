import FoundationEssentials
import Interactions

/// One row of any table: its columns by name, and what stands beside them.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-data-web-api>
struct Row: Decodable, Hashable, Sendable {
    /// A column's value; what is inside of objects and lists is not looked at.
    private enum Scalar: Decodable, Hashable, Sendable {
        case text(String)
        case integer(Int)
        case flag(Bool)
        case other

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let flag = try? value.decode(Bool.self) {
                self = .flag(flag)
            } else if let integer = try? value.decode(Int.self) {
                self = .integer(integer)
            } else if let text = try? value.decode(String.self) {
                self = .text(text)
            } else {
                self = .other
            }
        }
    }

    private let values: [String: Scalar]

    init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: Scalar].self)
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
