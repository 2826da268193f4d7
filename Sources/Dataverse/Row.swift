import Interactions
import JSONStream
import OData

/// One row of any table: its columns by name, and what stands beside them.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query-data-web-api>
struct Row: JSONReadable, Hashable {
    /// A column's value; what is inside of objects and lists is not looked at.
    private enum Scalar: Hashable, Sendable {
        case text(String)
        case integer(Int)
        case flag(Bool)
        /// A number that is not whole, as it is written.
        case decimal(String)
        case null
    }

    private let values: [String: Scalar]
    /// A team's users, nil where nothing is said of them.
    let members: Expansion<Row>?

    /// The list of a team's users inside of its row.
    static let memberList = "teammembership_association"

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
                } else if value.isNull {
                    .null
                } else {
                    value.number.map { .decimal($0) }
                }
        }
        self.values = values
        let isThere = members.contains { $0.name == Self.memberList || $0.name == "\(Self.memberList)@odata.nextLink" }
        self.members = isThere ? try Expansion(Self.memberList, in: json) : nil
    }

    /// Whether the row is a removal: `{"@odata.context": "…/$deletedEntity", "id": "…", "reason": "deleted"}`.
    var isDeleted: Bool { text("reason") == "deleted" && text("@odata.context")?.hasSuffix("/$deletedEntity") == true }

    func text(_ column: String) -> String? {
        if case .text(let text) = values[column] { text } else { nil }
    }

    /// Whether the service says that there is nothing in the column, and does not merely leave it out.
    func isNull(_ column: String) -> Bool { values[column] == .null }

    func integer(_ column: String) -> Int? {
        if case .integer(let number) = values[column] { number } else { nil }
    }

    /// An amount of money in hundredths, the nearest one; nil for what is none, or larger than any.
    func hundredths(_ column: String) -> Int64? {
        switch values[column] {
        case .integer(let number):
            let (hundredths, overflows) = Int64(number).multipliedReportingOverflow(by: 100)
            return overflows ? nil : hundredths
        case .decimal(let text): return Self.hundredths(text)
        default: return nil
        }
    }

    private static func hundredths(_ text: String) -> Int64? {
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { return nil }
        let fraction = (parts.count == 2 ? Array(parts[1].utf8) : []) + Array("000".utf8)
        guard let number = Int64(whole + String(decoding: fraction.prefix(2), as: UTF8.self)) else { return nil }
        let size = fraction[2] >= UInt8(ascii: "5") ? number &+ 1 : number
        return text.hasPrefix("-") ? -size : size
    }

    func date(_ column: String) -> CivilDate? {
        text(column).flatMap { CivilDate(iso8601: $0) }
    }

    /// The text of a column, nil too where it is empty.
    func words(_ column: String) -> String? {
        text(column).flatMap { text in text.utf8.allSatisfy { $0 <= 0x20 } ? nil : text }
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

    /// Everybody's address in `columns`, in each of which several may stand.
    func addresses(_ columns: String...) -> [EmailAddress] {
        var found: [EmailAddress] = []
        for reading in columns.compactMap({ text($0) }).flatMap({ Participant.Address.readings(of: $0) }) {
            if case .address(.smtp(let address)) = reading, !found.contains(address) { found.append(address) }
        }
        return found
    }
}
