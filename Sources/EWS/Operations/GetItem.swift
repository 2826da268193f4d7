import XMLStream

/// Reads items by id.
///
/// Ids go without change key, so that the newest version comes.
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/getitem-operation>
struct GetItem: EWSOperation {
    /// What the element in `Items` is; boxed, because it is handed on many times.
    indirect enum Item: Hashable, Sendable {
        /// `Message`, a meeting message, or any other kind of item: its class tells.
        case message(Message)
        case calendarItem(CalendarItem)

        var itemID: String {
            switch self {
            case .message(let message): message.itemID
            case .calendarItem(let item): item.itemID
            }
        }
    }

    static let responseName = EWSName.getItemResponse

    let itemShape: ItemShape
    let itemIDs: [String]

    func write(to writer: inout XMLWriter) {
        writer.element("m:GetItem") { request in
            itemShape.write(to: &request)
            request.element("m:ItemIds") { list in
                for id in itemIDs { list.element("t:ItemId", ["Id": id]) }
            }
        }
    }

    /// An item or a failure for each response message.
    ///
    /// There should be one for each id in the same order; servers have been seen to send fewer and more, so nobody may
    /// rely on it.
    func response(from messages: [ResponseMessage]) throws(EWSError) -> [Result<Item, ResponseFailure>] {
        var results: [Result<Item, ResponseFailure>] = []
        results.reserveCapacity(messages.count)
        for message in messages {
            switch message.responseClass {
            case .success:
                for element in try message.content(.items).children { results.append(.success(try Self.item(element))) }
            case .warning, .error: results.append(.failure(message.failure))
            }
        }
        return results
    }

    private static func item(_ element: XMLElement) throws(EWSError) -> Item {
        element.is(.calendarItem, .types)
            ? .calendarItem(try CalendarItem(element))
            : .message(try Message(element))
    }
}
