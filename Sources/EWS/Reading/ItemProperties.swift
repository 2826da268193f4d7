import Connector

/// The properties of an item that an interaction is made of.
///
/// URIs: <https://learn.microsoft.com/exchange/client-developer/web-service-reference/fielduri>.
struct ItemProperties: Hashable, Sendable {
    let kind: FolderKind
    let subject: EWSSource.Configuration.Subject
    /// What is asked for normally.
    let all: ItemShape
    /// What is asked for when an item cannot be delivered with all: without it there is no interaction.
    let indispensable: ItemShape

    init(kind: FolderKind, subject: EWSSource.Configuration.Subject) {
        self.kind = kind
        self.subject = subject
        let needed: [PropertyPath]
        var welcome: [PropertyPath]
        switch kind {
        case .mail:
            needed = [
                .field("item:ItemClass"), .field("item:Sensitivity"), .field("item:IsDraft"),
                .field("item:DateTimeSent"), .field("item:DateTimeReceived"), .field("message:From"),
                .field("message:Sender"), .field("message:ToRecipients"), .field("message:CcRecipients"),
                .field("message:BccRecipients"), .field("message:InternetMessageId"),
            ]
            welcome =
                [.field("item:InReplyTo"), .field("message:References"), .field("message:ConversationIndex")]
                + InternetHeaders.properties
        case .calendar:
            needed = [
                .field("item:ItemClass"), .field("item:Sensitivity"), .field("calendar:UID"), .field("calendar:Start"),
                .field("calendar:End"), .field("calendar:IsAllDayEvent"), .field("calendar:IsCancelled"),
                .field("calendar:CalendarItemType"), .field("calendar:RecurrenceId"), .field("calendar:Organizer"),
                .field("calendar:RequiredAttendees"), .field("calendar:OptionalAttendees"),
                .field("calendar:Resources"),
            ]
            welcome = [
                .field("calendar:OriginalStart"), .field("calendar:AppointmentState"),
                .field("calendar:MyResponseType"), .field("item:LastModifiedTime"),
            ]
        }
        if subject == .read { welcome.append(.field("item:Subject")) }
        all = ItemShape(properties: needed + welcome)
        indispensable = ItemShape(properties: needed)
    }
}
