/// A page of a table's rows, or of what has changed in it.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/use-change-tracking-synchronize-data-external-systems>
struct RowListing: Sendable {
    private let writer: RowWriter
    private let query: GraphQuery
    private let pageSize: Int
    private let root: String
    private let signature: LinkSignature
    private let sight: RowSight

    init(
        writer: RowWriter,
        query: GraphQuery,
        pageSize: Int?,
        root: String,
        signature: LinkSignature,
        sight: RowSight
    ) {
        self.sight = sight
        self.writer = writer
        self.query = query
        self.pageSize = pageSize ?? 5_000
        self.root = root
        self.signature = signature
    }

    private var table: CRMState.Table { writer.table }

    /// - Throws: 400 for a query that makes no sense.
    func rows() throws(DataverseError) -> [UInt8] {
        let filter: RowFilter?
        if let text = query["filter"] { filter = try RowFilter(text, of: table) } else { filter = nil }
        var rows = table.rows.values.filter { sight.includes($0) && filter?.contains($0, of: table) ?? true }
        let order = (query["orderby"] ?? table.key).split(separator: ",").map(String.init) + [table.key]
        if let unknown = order.first(where: { !table.columns.contains($0) }) {
            throw .unknownColumn(unknown, of: table.logicalName)
        }
        rows.sort { left, right in
            for column in order {
                let texts = (table.text(column, of: left) ?? "", table.text(column, of: right) ?? "")
                if texts.0 != texts.1 { return texts.0 < texts.1 }
            }
            return false
        }
        let count = query["count"] == "true" ? rows.count : nil
        if let text = query["top"] {
            guard let top = Int(text), top >= 0 else { throw .invalidQuery }
            return body(rows.prefix(top).map { .row($0) }, nil, count: count)
        }
        var start = 0
        if let token = query["skiptoken"] {
            guard let values = signature.open(token, count: 1) else { throw .invalidQuery }
            start = Int(values[0])
        }
        let page = rows.dropFirst(start).prefix(pageSize)
        let end = start + page.count
        let next = end < rows.count ? link("$skiptoken", signature.seal([UInt32(end)])) : nil
        return body(page.map { .row($0) }, next.map { ("@odata.nextLink", $0) }, count: count)
    }

    private enum Line {
        case row(CRMState.Row)
        case deleted(String)
    }

    /// - Throws: 400 for a query that makes no sense with this, and for a token that is too old.
    func changes() throws(DataverseError) -> [UInt8] {
        guard table.isTracked, ["filter", "orderby", "expand", "top"].allSatisfy({ query[$0] == nil }) else {
            throw .untrackable
        }
        // Since when, up to when, and how many were told; a token says the three.
        var since = 0
        var until = writer.crm.lastChange
        var told = 0
        if let token = query["skiptoken"].map({ String($0.dropFirst()) }) ?? query["deltatoken"] {
            guard let values = signature.open(token, count: 4), values[3] == UInt32(table.entitySet.utf8.count) else {
                throw .invalidQuery
            }
            guard Int(values[1]) >= writer.crm.oldestToken else { throw .expiredToken }
            if query["deltatoken"] == nil {
                (since, until, told) = (Int(values[0]), Int(values[1]), Int(values[2]))
            } else {
                since = Int(values[1])
            }
        }
        let rows = table.rows.values.filter { $0.change > since && $0.change <= until }.sorted { $0.change < $1.change }
        // What was never told cannot be taken back, but Dataverse does that too.
        let gone = since == 0 ? [] : table.deleted.filter { $0.change > since && $0.change <= until }
        let lines = rows.map { Line.row($0) } + gone.map { Line.deleted($0.id) }
        let page = lines.dropFirst(told).prefix(pageSize)
        told += page.count
        let isLast = told >= lines.count
        let token = signature.seal([
            UInt32(since), UInt32(until), UInt32(isLast ? 0 : told), UInt32(table.entitySet.utf8.count),
        ])
        let link =
            isLast
            ? ("@odata.deltaLink", link("$deltatoken", token)) : ("@odata.nextLink", link("$skiptoken", "t" + token))
        return body(Array(page), link)
    }

    private func link(_ name: String, _ token: String) -> String {
        let kept = ["select", "filter", "orderby", "expand", "count"].compactMap { option in
            query[option].map { "$\(option)=\($0.replacing(" ", with: "%20"))" }
        }
        return "\(root)/\(table.entitySet)?\((kept + ["\(name)=\(token)"]).joined(separator: "&"))"
    }

    private func body(_ lines: [Line], _ link: (name: String, url: String)?, count: Int? = nil) -> [UInt8] {
        JSONOutput.object { out in
            out.member("@odata.context", "\(root)/$metadata#\(table.entitySet)")
            if let count { out.member("@odata.count", count) }
            out.key("value")
            out.array { out in
                for line in lines {
                    switch line {
                    case .row(let row): writer.write(row, into: &out)
                    case .deleted(let id):
                        out.object { out in
                            out.member("@odata.context", "\(root)/$metadata#\(table.entitySet)/$deletedEntity")
                            out.member("id", id)
                            out.member("reason", "deleted")
                        }
                    }
                }
            }
            if let link {
                out.key(named: link.name)
                out.string(link.url)
            }
        }
    }
}
