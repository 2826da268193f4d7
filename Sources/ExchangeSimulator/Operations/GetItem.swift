import XMLStream

/// Documented at <https://learn.microsoft.com/exchange/client-developer/web-service-reference/getitem-operation>.
enum GetItem {
    /// - Throws: a fault for the whole batch if it contains a poisoned item.
    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) throws(Refusal) {
        guard let mailbox = context.mailbox else { throw .missingAddress }
        let shape = ItemShape(request.first(.ItemShape), audience: .getItem)
        let writer = ItemWriter(state: context.state, mailbox: mailbox, shape: shape)
        for element in request.first(.ItemIds)?.children ?? request.children {
            do throws(Refusal) {
                let (number, item, occurrence) = try find(element, writer)
                if item.flags.contains(.poison) { throw poisoned }
                if item.flags.contains(.corrupt) { throw corrupt }
                out.raw(opening)
                if let occurrence {
                    let event = EventInstance(writer.mailbox.events[Int(item.content)], occurrence: occurrence)
                    writer.write(event, number, item, into: &out)
                } else {
                    writer.write(number, item, into: &out)
                }
                out.raw("</m:Items></m:GetItemResponseMessage>")
            } catch {
                if error == poisoned { throw error }
                Envelope.write(error, as: .getItem, into: &out) { $0.raw("<m:Items/>") }
            }
        }
    }

    private static let opening: StaticString = """
        <m:GetItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Items>
        """

    private static let poisoned = Refusal(
        "ErrorInternalServerError",
        "An internal server error occurred. The operation failed."
    )

    private static let corrupt = Refusal("ErrorItemCorrupt", "The item is corrupt.")

    private typealias Found = (ItemNumber, StoredItem, OccurrenceSeries.Occurrence?)

    private static func find(_ element: XMLElement, _ writer: ItemWriter) throws(Refusal) -> Found {
        switch element.requestName {
        case .ItemId:
            guard let text = element.attribute(.Id) else { throw .invalidID }
            return try find(try writer.ids.read(text), writer)
        case .OccurrenceItemId:
            guard let text = element.attribute(.RecurringMasterId), let index = element.integer(.InstanceIndex) else {
                throw .invalidID
            }
            let (number, item, _) = try find(try writer.ids.read(text), writer)
            let series = try series(of: item, writer)
            guard let unchanged = series.unchanged(at: index) else {
                throw Refusal(
                    "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange",
                    "Occurrence index is out of recurrence range."
                )
            }
            guard let occurrence = series.occurrence(at: unchanged.index) else { throw deletedOccurrence }
            return (number, item, occurrence)
        case .RecurringMasterItemId:
            guard let text = element.attribute(.OccurrenceId) else { throw .invalidID }
            let (number, item, _) = try find(try writer.ids.read(text), writer)
            return (number, item, nil)
        default:
            throw .invalidID
        }
    }

    private static func find(_ identifier: Identifier, _ writer: ItemWriter) throws(Refusal) -> Found {
        guard identifier.kind == .item || identifier.kind == .occurrence else { throw .invalidID }
        let number = ItemNumber(value: identifier.number)
        guard let item = writer.mailbox.item(number), !item.flags.contains(.vanished) else { throw .itemNotFound }
        guard identifier.kind == .occurrence else { return (number, item, nil) }
        let series = try series(of: item, writer)
        guard let index = series.index(ofOriginalStart: Int(identifier.occurrence)) else { throw .itemNotFound }
        guard let occurrence = series.occurrence(at: index) else { throw deletedOccurrence }
        return (number, item, occurrence)
    }

    private static func series(of item: StoredItem, _ writer: ItemWriter) throws(Refusal) -> OccurrenceSeries {
        guard item.flags.contains(.event) else { throw notRecurring }
        let event = writer.mailbox.events[Int(item.content)]
        guard let series = event.series(in: writer.state.zones[event.timeZone] ?? .utc) else { throw notRecurring }
        return series
    }

    private static let deletedOccurrence = Refusal(
        "ErrorCalendarOccurrenceIsDeletedFromRecurrence",
        "Occurrence with this index was previously deleted from the recurrence."
    )

    private static let notRecurring = Refusal(
        "ErrorCalendarCannotUseIdForOccurrenceId",
        "The ID is not that of a recurring calendar item."
    )
}
