import Interactions
import XMLStream

/// Lists items of a folder, page by page, or the occurrences of a calendar in a stretch of time.
///
/// Never bodies or recipients, and organizers often as Exchange names only: what is found is read by `GetItem`.
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation>
struct FindItem: EWSOperation {
    enum View: Hashable, Sendable {
        /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/indexedpageitemview>
        case indexedPage(offset: Int, maxEntriesReturned: Int)
        /// Everything that overlaps the stretch, series expanded; at most two years, and no paging: a limit only cuts
        /// off.
        /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendarview>
        case calendar(start: Timestamp, end: Timestamp, maxEntriesReturned: Int)
    }

    struct Found: Hashable, Sendable {
        let itemID: String
        /// Of calendar items, as far as the server delivers it here.
        var start: Timestamp?
    }

    struct Response: Hashable, Sendable {
        var items: [Found]
        var includesLastItemInRange: Bool
        /// Where the next page begins; only of indexed pages.
        var indexedPagingOffset: Int?
    }

    static let responseName = EWSName.findItemResponse

    let view: View
    let parentFolder: FolderReference

    func write(to writer: inout XMLWriter) {
        writer.element("m:FindItem", ["Traversal": "Shallow"]) { request in
            switch view {
            case .indexedPage(let offset, let limit):
                ItemShape.idOnly.write(to: &request)
                request.element(
                    "m:IndexedPageItemView",
                    ["MaxEntriesReturned": String(limit), "Offset": String(offset), "BasePoint": "Beginning"]
                )
                // Whatever comes meanwhile comes behind.
                request.element("m:SortOrder") { order in
                    order.element("t:FieldOrder", ["Order": "Ascending"]) {
                        $0.element("t:FieldURI", ["FieldURI": "item:DateTimeCreated"])
                    }
                }
            case .calendar(let start, let end, let limit):
                ItemShape(properties: [.field("calendar:Start")]).write(to: &request)
                request.element(
                    "m:CalendarView",
                    ["MaxEntriesReturned": String(limit), "StartDate": start.iso8601, "EndDate": end.iso8601]
                )
            }
            request.element("m:ParentFolderIds") { parentFolder.write(to: &$0) }
        }
    }

    func response(from messages: [ResponseMessage]) throws(EWSError) -> Response {
        let root = try single(messages).content(.rootFolder)
        guard let includesLast = root.flag(.includesLastItemInRange), let list = root.child(.items, .types) else {
            throw .answer(.incomplete)
        }
        var items: [Found] = []
        for element in list.children {
            guard let id = element.child(.itemId, .types)?.attribute(.id), !id.isEmpty else {
                throw .answer(.incomplete)
            }
            items.append(Found(itemID: id, start: element.child(.start, .types)?.timestamp))
        }
        return Response(
            items: items,
            includesLastItemInRange: includesLast,
            indexedPagingOffset: root.attribute(.indexedPagingOffset).flatMap { Int($0) }
        )
    }
}
