import FoundationEssentials
import HTTPTypes

/// Writes a row of the one table that an application's own columns are in, or removes it.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/update-delete-entities-using-web-api>
struct RowChange: Sendable {
    let set: String
    let id: String

    /// - Parameter path: what follows on the service's root.
    /// - Throws: 400 for what names no row.
    init(path: String) throws(DataverseError) {
        let parts = path.split(separator: "(", maxSplits: 1)
        guard parts.count == 2, parts[1].hasSuffix(")"), parts[1].utf8.count == 37 else {
            throw .unknownResource(path)
        }
        set = String(parts[0])
        id = parts[1].dropLast().lowercased()
    }

    private enum Written: Decodable {
        case text(String)
        case integer(Int)
        case flag(Bool)
        case none

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self =
                if container.decodeNil() {
                    .none
                } else if let flag = try? container.decode(Bool.self) {
                    .flag(flag)
                } else if let number = try? container.decode(Int.self) {
                    .integer(number)
                } else {
                    .text(try container.decode(String.self))
                }
        }
    }

    /// - Throws: 403 where nothing may be written, 404 for what is not there, 400 for what the table does not have.
    func apply(_ part: BatchRequest.Part, to crm: inout CRMState, at now: Int) throws(DataverseError) {
        guard let table = crm[set] else { throw .unknownResource(set) }
        guard crm.isWritable, set == CRMState.publishedSet else { throw .mayNotWrite(table.logicalName) }
        switch part.method {
        case .delete:
            guard table.rows[id] != nil else { throw .missing(id, of: table.logicalName) }
            crm.delete(id, from: set)
        case .patch:
            guard let members = try? JSONDecoder().decode([String: Written].self, from: Data(part.body)) else {
                throw .invalidQuery
            }
            var values: [String: CRMState.Value] = [:]
            var emptied: [String] = []
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                if name.hasSuffix("@odata.bind") {
                    let column = String(name.dropLast(11))
                    guard table.columns.contains("_\(column)_value") else {
                        throw .unknownColumn(name, of: table.logicalName)
                    }
                    values[column] = try Self.bound(value, in: crm)
                    continue
                }
                guard table.columns.contains(name) else { throw .unknownColumn(name, of: table.logicalName) }
                switch value {
                case .text(let text): values[name] = .text(text)
                case .integer(let number): values[name] = .integer(number)
                case .flag(let flag): values[name] = .flag(flag)
                case .none: emptied.append(name)
                }
            }
            crm.put(id, values, in: set, at: now, emptying: emptied)
        default: throw .notAllowed
        }
    }

    private static func bound(_ value: Written, in crm: CRMState) throws(DataverseError) -> CRMState.Value {
        guard case .text(let path) = value, path.hasPrefix("/") else { throw .invalidQuery }
        let row = try RowChange(path: String(path.dropFirst()))
        guard let table = crm[row.set] else { throw .unknownResource(row.set) }
        guard table.rows[row.id] != nil else { throw .missing(row.id, of: table.logicalName) }
        return .lookup(table.logicalName, id: row.id)
    }
}
