import Connector
import Interactions

extension Normalizer {
    /// What the CRM tells of a contact that a mailbox also saw gets that contact's identity.
    func normalize(_ activity: SourceActivity) -> Normalized {
        let activity = activity.withDates
        guard !activity.isPending else { return .filtered(.draft) }
        guard !activity.isCancelled else { return .filtered(.cancelled) }
        guard let start = activity.start else { return .filtered(.noTime) }
        var people = ParticipantList(domains: domains)
        let parties = activity.parties.filter { $0.role != .regarding && $0.role != .owner }
        let named = parties.compactMap { party in people.address(party).map { (party.role, $0) } }
        guard let first = named.first(where: { $0.0 == .sender || $0.0 == .organizer }) else {
            return .filtered(.noSender)
        }
        for (role, address) in named { people.add(role, address) }
        guard people.internalCount + people.externalCount > 1 else { return .filtered(.loneAppointment) }

        var flags: Interaction.Flags = []
        if activity.isAllDay { flags.insert(.allDay) }
        if activity.isRecurring { flags.insert(.recurring) }
        let thread = thread(of: activity)
        if thread?.isReply == true { flags.insert(.reply) }
        let list = listed(people)
        let seconds = activity.end.map { max(0, Int($0.duration(since: start).components.seconds)) } ?? 0
        let interaction = Interaction(
            id: id(of: activity, start: start),
            kind: activity.kind.interaction,
            direction: direction(from: first.1, in: people),
            occurredAt: start,
            durationSeconds: activity.kind == .email ? 0 : seconds,
            conversation: thread?.conversation(identity),
            flags: flags.union(list.flags),
            internalCount: people.internalCount,
            externalCount: people.externalCount,
            subject: subject(activity.subject),
            participants: list.participants
        )
        return .interaction(interaction, rank: .crm)
    }

    private func id(of activity: SourceActivity, start: Timestamp) -> InteractionID {
        switch activity.kind {
        case .email:
            if let message = activity.internetMessageID.flatMap({ MessageID($0) }) {
                return InteractionID(identity(.mail, message.text))
            }
        case .appointment:
            if let uid = activity.globalObjectID.flatMap(MeetingUID.canonical) {
                let occurrence = String((activity.originalStart ?? start).microseconds)
                return InteractionID(identity(.meeting, uid, occurrence))
            }
        case .phoneCall:
            break
        }
        return InteractionID(identity(.activity, activity.id.lowercased()))
    }

    private func thread(of activity: SourceActivity) -> MailThread? {
        guard activity.kind == .email else { return nil }
        var mail = SourceMail()
        mail.conversationIndex = activity.conversationIndex
        mail.inReplyTo = activity.inReplyTo
        return MailThread(mail, messageID: activity.internetMessageID.flatMap { MessageID($0) })
    }
}

extension SourceActivity {
    /// See `SourceEvent.withDates`.
    fileprivate var withDates: SourceActivity {
        guard isAllDay else { return self }
        var event = SourceEvent()
        (event.isAllDay, event.start, event.end, event.originalStart) = (true, start, end, originalStart)
        event = event.withDates
        var record = self
        (record.start, record.end, record.originalStart) = (event.start, event.end, event.originalStart)
        return record
    }
}

extension SourceActivity.Kind {
    fileprivate var interaction: Interaction.Kind {
        switch self {
        case .email: .email
        case .appointment: .meeting
        case .phoneCall: .phoneCall
        }
    }
}
