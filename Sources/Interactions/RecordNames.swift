extension Interaction.Kind {
    /// `kind` of the record.
    package var recordName: String {
        switch self {
        case .email: "email"
        case .meeting: "meeting"
        case .phoneCall: "phone_call"
        }
    }
}

extension Interaction.Direction {
    /// `direction` of the record.
    package var recordName: String {
        switch self {
        case .outbound: "outbound"
        case .inbound: "inbound"
        case .internal: "internal"
        }
    }
}

extension Sale.State {
    /// `sale_state` of the record.
    package var recordName: String {
        switch self {
        case .open: "open"
        case .won: "won"
        case .lost: "lost"
        }
    }
}

extension Participant.Response {
    /// `response` of the record.
    package var recordName: String {
        switch self {
        case .none: "none"
        case .organizer: "organizer"
        case .tentative: "tentative"
        case .accepted: "accepted"
        case .declined: "declined"
        }
    }
}
