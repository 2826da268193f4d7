import XMLStream

/// Which part of a result a request wants: `IndexedPageItemView` and the like.
struct Paging: Sendable {
    private let offset: Int
    private let size: Int
    private let isFromEnd: Bool
    /// Whether the request asked for pages at all.
    let isPaged: Bool

    /// - Parameters:
    ///   - view: Nil for everything up to the limit.
    ///   - limit: What the server gives at once, whatever the request says (EWSFindCountLimit).
    init(_ view: XMLElement?, limit: Int) {
        isPaged = view != nil
        offset = max(view?.integer(.Offset) ?? 0, 0)
        size = min(max(view?.integer(.MaxEntriesReturned) ?? limit, 1), limit)
        isFromEnd = view?.attribute(.BasePoint) == "End"
    }

    struct Page: Sendable {
        let range: Range<Int>
        let total: Int
        let isLast: Bool
        /// Nil without paging.
        let nextOffset: Int?
    }

    func page(of total: Int) -> Page {
        let start = isFromEnd ? max(total - offset - size, 0) : min(offset, total)
        let end = isFromEnd ? max(total - offset, 0) : min(start + size, total)
        return Page(
            range: start..<end,
            total: total,
            isLast: isFromEnd ? start == 0 : end == total,
            nextOffset: isPaged ? (isFromEnd ? total - start : end) : nil
        )
    }
}

extension Paging.Page {
    /// Writes `RootFolder` with what the page contains.
    func writeRootFolder(into out: inout XMLOutput, content: (inout XMLOutput) -> Void) {
        out.raw("<m:RootFolder")
        if let nextOffset {
            out.raw(" IndexedPagingOffset=\"")
            out.integer(nextOffset)
            out.raw("\"")
        }
        out.raw(" TotalItemsInView=\"")
        out.integer(total)
        out.raw("\" IncludesLastItemInRange=\"")
        out.boolean(isLast)
        out.raw("\">")
        content(&out)
        out.raw("</m:RootFolder>")
    }
}
