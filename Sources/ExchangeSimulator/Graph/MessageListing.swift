/// The messages of one folder, the newest first, without memory of what was told before.
///
/// <https://learn.microsoft.com/graph/api/user-list-messages>
struct MessageListing: Sendable {
    private let view: GraphMailbox
    private let folder: FolderNumber
    private let selection: MessageSelection
    private let filter: ReceivedFilter
    private let ascends: Bool
    private let size: Int
    private let skipped: Int

    /// - Throws: 400 for a wrong query, 404 for a folder that is gone.
    init(_ name: String, of view: GraphMailbox) throws(GraphError) {
        self.view = view
        folder = try view.ids.folder(name)
        selection = try MessageSelection(view.query)
        size = try view.query.count("top", most: 1_000) ?? view.preference.pageSize ?? 10
        skipped = try view.query.count("skip") ?? 0
        guard size > 0, view.query["search"] == nil else { throw .invalidQuery }
        if let text = view.query["filter"] {
            guard let filter = ReceivedFilter(text) else { throw .invalidQuery }
            self.filter = filter
        } else {
            filter = ReceivedFilter(start: 0, end: .max)
        }
        switch view.query["orderby"]?.lowercased().split(separator: " ") {
        case nil, ["receiveddatetime", "desc"]: ascends = false
        case ["receiveddatetime"], ["receiveddatetime", "asc"]: ascends = true
        default: throw .invalidQuery
        }
    }

    func answer() -> [UInt8] {
        let all = view.mailbox.items(in: folder)
            .compactMap { number in view.mailbox.item(number).map { (number: number, item: $0) } }
            .filter { !$0.item.flags.contains(.hidden) && !$0.item.flags.contains(.event) && filter.contains($0.item) }
            .sorted { ($0.item.received, $0.number.value) > ($1.item.received, $1.number.value) }
        let page = (ascends ? all.reversed() : all).dropFirst(skipped).prefix(size)
        let writer = MessageWriter(view: view, selection: selection)
        let user = view.user.text
        let context = "users('\(user)')/mailFolders('\(view.ids.text(folder))')/messages"
        let hasMore = skipped + page.count < all.count
        return view.page(context: context, link: hasMore ? ("@odata.nextLink", nextLink(context)) : nil) { out in
            for (number, item) in page { writer.write(number, item, into: &out) }
        }
    }

    private func nextLink(_ path: String) -> String {
        var link = "\(view.root)/\(path)?$skip=\(skipped + size)&$top=\(size)"
        for name in ["select", "filter", "orderby", "expand"] {
            guard let value = view.query[name] else { continue }
            link +=
                "&$\(name)=" + value.replacing("%", with: "%25").replacing("+", with: "%2b").replacing(" ", with: "%20")
        }
        return link
    }
}
