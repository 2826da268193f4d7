extension GraphMessage {
    /// The class that the item has in Exchange.
    ///
    /// `meetingMessageType` cannot be selected together with the properties of plain messages; without it the type
    /// alone tells requests, answers and the rest apart.
    /// <https://learn.microsoft.com/graph/api/resources/eventmessage>
    var itemClass: String {
        if let messageClass = self[.messageClass] { return messageClass }
        guard let type, let kind = Self.kinds[type] else { return "IPM.Note" }
        return meetingMessageType.flatMap { Self.classes[$0.lowercased()] } ?? kind
    }

    /// What `MAPIProperty` says, if it was asked for and is there.
    ///
    /// Ids come back as `String 0x1a`: in lower case.
    subscript(property: MAPIProperty) -> String? {
        extendedProperties.first { $0.id.lowercased() == property.rawValue.lowercased() && !$0.value.isEmpty }?.value
    }

    private static let kinds = [
        "#microsoft.graph.eventMessage": "IPM.Schedule.Meeting",
        "#microsoft.graph.eventMessageRequest": "IPM.Schedule.Meeting.Request",
        "#microsoft.graph.eventMessageResponse": "IPM.Schedule.Meeting.Resp",
    ]

    /// By the value in lower case; the spelling `tenatively` is the service's own.
    private static let classes = [
        "meetingrequest": "IPM.Schedule.Meeting.Request",
        "meetingcancelled": "IPM.Schedule.Meeting.Canceled",
        "meetingaccepted": "IPM.Schedule.Meeting.Resp.Pos",
        "meetingtenativelyaccepted": "IPM.Schedule.Meeting.Resp.Tent",
        "meetingtentativelyaccepted": "IPM.Schedule.Meeting.Resp.Tent",
        "meetingdeclined": "IPM.Schedule.Meeting.Resp.Neg",
    ]
}
