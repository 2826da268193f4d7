import XMLStream

/// Documented at <https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation>.
enum FindItem {
    /// `EWSFindCountLimit` of Exchange 2013 and later.
    static let limit = 1_000
    static let limitWithRestriction = 250

    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        let shape = ItemShape(request.first(.ItemShape), audience: .listing)
        for element in request.first(.ParentFolderIds)?.children.map({ $0 }) ?? [] {
            do throws(Refusal) {
                let target = try context.folder(element)
                let writer = ItemWriter(state: context.state, mailbox: target.mailbox, shape: shape)
                if let view = request.first(.CalendarView) {
                    try CalendarView(view).answer(target.folder, writer, into: &out)
                } else {
                    try answer(request, target, writer, in: context, into: &out)
                }
            } catch {
                Envelope.write(error, as: .findItem, into: &out)
            }
        }
    }

    private static func answer(
        _ request: XMLElement,
        _ target: OperationContext.FolderReference,
        _ writer: ItemWriter,
        in context: OperationContext,
        into out: inout XMLOutput
    ) throws(Refusal) {
        let query = try ItemQuery(request)
        let mailbox = writer.mailbox
        let key = ViewCache.Key(
            folder: target,
            guid: mailbox.guid,
            logCount: mailbox[target.folder].log.count,
            query: query
        )
        let isSoftDeleted = request.attribute(.Traversal) == "SoftDeleted"
        let found =
            isSoftDeleted
            ? [] : context.views.view(key) { query.run(on: target.folder, of: mailbox, in: context.state) }
        let isSearch = query.restriction != nil || request.first(.QueryString) != nil
        let limit = isSearch ? limitWithRestriction : limit
        let page = Paging(request.first(.IndexedPageItemView), limit: limit).page(of: found.count)
        Envelope.writeSuccess(of: .findItem, into: &out) { out in
            page.writeRootFolder(into: &out) { out in
                out.raw("<t:Items>")
                for number in found[page.range] { writer.write(number, mailbox.items[Int(number.value)], into: &out) }
                out.raw("</t:Items>")
            }
        }
    }
}
