extension EventWriter {
    func writeAttendees(_ instance: EventInstance, into out: inout JSONOutput) {
        // How the others answered is known to the organizer alone.
        let knowsAnswers = instance.event.organizer == view.owner
        out.key("attendees")
        out.array { out in
            for attendee in instance.attendees {
                out.object { out in
                    out.member("type", attendee.role.word)
                    let response = knowsAnswers ? attendee.response : .unknown
                    writeStatus("status", response, at: knowsAnswers ? attendee.responded : nil, into: &out)
                    writeAddress(attendee.party, into: &out)
                }
            }
        }
    }

    /// Writes a `responseStatus`.
    ///
    /// - Parameter time: Nil gives the year 1.
    func writeStatus(
        _ name: StaticString,
        _ response: SimulatedEvent.Response,
        at time: Int? = nil,
        into out: inout JSONOutput
    ) {
        out.key(name)
        out.object { out in
            out.member("response", response.word)
            out.member("time", time.map(JSONOutput.dateTime) ?? "0001-01-01T00:00:00Z")
        }
    }

    /// Writes an `emailAddress`; who left the organisation has nothing but a distinguished name.
    func writeAddress(_ number: PartyNumber, into out: inout JSONOutput) {
        let party = view.state.parties[number]
        let address = party.address ?? party.distinguishedName ?? ""
        out.key("emailAddress")
        out.object { out in
            out.member("name", party.name.isEmpty ? address : party.name)
            out.member("address", address)
        }
    }
}

extension SimulatedEvent.Response {
    /// The value of `response`.
    fileprivate var word: String {
        switch self {
        case .unknown: "none"
        case .organizer: "organizer"
        case .tentative: "tentativelyAccepted"
        case .accept: "accepted"
        case .decline: "declined"
        case .noResponse: "notResponded"
        }
    }
}

extension SimulatedEvent.Role {
    /// The value of `type`.
    fileprivate var word: String {
        switch self {
        case .required: "required"
        case .optional: "optional"
        case .resource: "resource"
        }
    }
}
