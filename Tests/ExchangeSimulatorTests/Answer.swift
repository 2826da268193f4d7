import ExchangeSimulator
import HTTPTypes

/// An answer, searched as text so that no reader of the project's is needed to judge it.
struct Answer: Sendable {
    let raw: ServerAnswer
    let text: String

    init(_ raw: ServerAnswer) {
        self.raw = raw
        text = String(decoding: raw.body, as: UTF8.self)
    }

    var status: Int { raw.status.code }

    /// Values of `ResponseCode`, of faults too, in order.
    var codes: [String] { texts("m:ResponseCode") + texts("e:ResponseCode") }

    /// Ids of items, in order.
    var itemIDs: [String] { attributes("Id", of: "t:ItemId") }

    /// Names of the changes of a sync, in order.
    var changes: [String] {
        ["Create", "Update", "Delete", "ReadFlagChange"]
            .flatMap { name in positions(of: "<t:\(name)>").map { ($0, name) } }
            .sorted { $0.0 < $1.0 }
            .map(\.1)
    }

    var syncState: String? { texts("m:SyncState").first }
    var isLast: Bool { texts("m:IncludesLastItemInRange").first == "true" }

    /// The texts of all elements with this tag that have no elements inside.
    func texts(_ tag: String) -> [String] {
        text.split(separator: "<").compactMap { part in
            guard let end = part.firstIndex(of: ">") else { return nil }
            let name = part[..<end].prefix { $0 != " " }
            return name == tag && !part[..<end].hasSuffix("/") ? String(part[part.index(after: end)...]) : nil
        }
    }

    /// One attribute of all elements with this tag.
    func attributes(_ attribute: String, of tag: String) -> [String] {
        text.split(separator: "<").compactMap { part in
            guard part.hasPrefix(tag + " "), let start = part.firstRange(of: " \(attribute)=\"") else { return nil }
            return String(part[start.upperBound...].prefix { $0 != "\"" })
        }
    }

    private func positions(of part: String) -> [String.Index] {
        text.ranges(of: part).map(\.lowerBound)
    }
}
