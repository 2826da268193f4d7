package import Connector
package import Interactions

extension Normalizer {
    /// What the CRM tells of a contact that a mailbox also saw gets that contact's identity.
    func normalize(_ activity: SourceActivity) -> Normalized {
        guard !activity.isPending else { return .filtered(.draft) }
        guard !activity.isCancelled else { return .filtered(.cancelled) }
        guard let time = time(of: activity) else { return .filtered(.noTime) }
        var people = ParticipantList(domains: domains, identity: identity)
        let named = activity.partakers.compactMap { party in people.address(party).map { (party.role, $0) } }
        let first = named.first { $0.0 == .sender || $0.0 == .organizer }?.1
        guard first != nil || activity.kind != .email else { return .filtered(.noSender) }
        for (role, address) in named { people.add(role, address) }
        guard people.areSeveral else { return .filtered(.loneAppointment) }

        var flags: Interaction.Flags = []
        if activity.isAllDay { flags.insert(.allDay) }
        if activity.isRecurring { flags.insert(.recurring) }
        if activity.isPlanned { flags.insert(.planned) }
        let thread = thread(of: activity)
        if thread?.isReply == true || activity.isCorrelated { flags.insert(.reply) }
        if activity.kind == .email, let first {
            let signs = MailSigns()
            if signs.isAutomated(sender: first) { flags.insert(.automated) }
            if signs.isBulk(to: people) { flags.insert(.bulk) }
        }
        let list = listed(people)
        let interaction = Interaction(
            id: id(of: activity, at: time),
            kind: activity.kind.interaction,
            direction: direction(from: first, isOutgoing: activity.isOutgoing, in: people),
            occurredAt: time.start,
            durationSeconds: activity.kind == .email ? 0 : time.seconds,
            conversation: thread?.conversation(identity),
            flags: flags.union(list.flags),
            internalCount: people.internalCount,
            externalCount: people.externalCount,
            subject: subject(activity.subject),
            participants: list.participants
        )
        return .interaction(interaction, rank: .crm)
    }

    /// Whom the CRM says to have taken part beside the addresses that are listed; none where a party has no address,
    /// because then its row is who takes part.
    package func links(of record: SourceItem, in interaction: Interaction) -> Set<PartyLink> {
        guard case .activity(let activity) = record else { return [] }
        let people = ParticipantList(domains: domains, identity: identity)
        let listed = Set(interaction.participants.map(\.address))
        return Set(
            activity.partakers.compactMap { party in
                guard let record = party.record, let address = people.address(party), listed.contains(address),
                    case .smtp(let address) = address
                else { return nil }
                return PartyLink(address: address, record: record)
            }
        )
    }

    private func time(of activity: SourceActivity) -> MeetingTime? {
        if activity.kind == .email {
            // A time that cannot be is worth less than the one at which it was written.
            let time =
                MailTime.occurred(sent: activity.start, received: activity.receivedAt)
                ?? activity.start.flatMap { _ in MailTime.occurred(sent: nil, received: activity.createdAt) }
            return time.map { MeetingTime(start: $0) }
        }
        guard let start = activity.start else { return nil }
        let time = MeetingTime(start: start, end: activity.end, originalStart: activity.originalStart)
        return activity.isAllDay ? time.dates : time
    }

    private func id(of activity: SourceActivity, at time: MeetingTime) -> InteractionID {
        switch activity.kind {
        case .email:
            if let message = activity.internetMessageID.flatMap({ MessageID($0) }) {
                return InteractionID(identity(.mail, message.text))
            }
        case .appointment:
            let uid = activity.globalObjectID
            let occurrence = occurrence(of: uid, at: time, isRecurring: activity.isRecurring)
            if let id = meetingID(uid: uid, occurrence: occurrence) { return id }
        case .phoneCall:
            break
        }
        return InteractionID(identity(.activity, activity.id.lowercased()))
    }

    private func thread(of activity: SourceActivity) -> MailThread? {
        guard activity.kind == .email else { return nil }
        return MailThread(
            conversationIndex: activity.conversationIndex,
            references: [activity.inReplyTo],
            messageID: activity.internetMessageID.flatMap { MessageID($0) }
        )
    }
}

extension SourceActivity {
    /// Who was there, which whom an activity is about, and whose it is, need not have been.
    ///
    /// But people log a call on somebody's page, and do not write into it again who that is: of a call that names one
    /// side alone, whom it is about is the other one.
    fileprivate var partakers: [Party] {
        let parties = parties.filter { $0.role != .regarding && $0.role != .owner }
        guard kind == .phoneCall, parties.count == 1, let regarding,
            [.contact, .lead, .account].contains(regarding.table)
        else { return parties }
        let missing: Participant.Role = parties[0].role == .sender ? .to : .sender
        return parties + [Party(role: missing, address: nil, record: regarding)]
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
