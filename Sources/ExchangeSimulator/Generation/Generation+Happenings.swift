/// What else lies in mailboxes, besides conversations.
extension Generation {
    /// One mail or conversation that reaches the employee `focus`, and perhaps others.
    mutating func somethingHappens(to focus: Int) {
        switch random.below(1_000) {
        case 0..<75: newsletter(to: focus)
        case 75..<125: notification(to: focus)
        case 125..<150: mailingList(to: focus)
        case 150..<185: listMail(of: focus)
        case 185..<205: sharedMailbox(of: focus)
        case 205..<220: noteToSelf(focus)
        case 220..<235: draft(of: focus)
        case 235..<250: automaticReply(to: focus)
        case 250..<260: bounce(to: focus)
        case 260..<275: confidential(focus)
        case 275..<280: withoutMessageID(to: focus)
        case 280..<290: blindCopy(of: focus)
        case 290..<310: junk(to: focus)
        case 310..<320: formerColleague(of: focus)
        case 320..<322: massMail(of: focus)
        case 322..<332: rareClass(to: focus)
        case 332..<342: aliasMail(to: focus)
        default: converse(focus)
        }
    }

    /// A mail to everybody or to a department, sometimes with an answer to its author alone.
    private mutating func listMail(of focus: Int) {
        let fitting = organisation.lists.indices.filter { organisation.lists[$0].members.contains(focus) }
        guard let choice = random.pick(fitting) else { return converse(focus) }
        // Everybody is written to seldom.
        let list = random.chance(80) ? fitting.last ?? choice : choice
        let members = organisation.lists[list].members.map { employees[$0] }
        guard let author = random.pick(members) else { return }
        conversations += 1
        let subject = Vocabulary.topics[random.below(Vocabulary.topics.count)]
        let needy = members.filter { member in member.box.map { rooms[$0].remaining > 0 } ?? false }
        guard let sent = send(subject, author, to: [lists[list]], members: needy, at: someTime(author)) else { return }
        if random.chance(30), let reader = random.pick(needy), reader != author {
            let at = hours[reader.hours].answer(to: sent.at, &random)
            if at < now { send("RE: " + subject, reader, to: [author], at: at, answering: sent.number) }
        }
    }

    /// An outsider writes to a mailbox that several people read; one of them answers in its name.
    private mutating func sharedMailbox(of focus: Int) {
        guard !shared.isEmpty, let outsider = random.pick(outsiders[random.below(outsiders.count)]) else {
            return converse(focus)
        }
        let index = random.below(shared.count)
        let reader = employees[
            organisation.shared[index].readers[random.below(organisation.shared[index].readers.count)]
        ]
        conversations += 1
        let subject = Vocabulary.topics[random.below(Vocabulary.topics.count)]
        guard let question = send(subject, outsider, to: [shared[index]], at: someTime(outsider)) else { return }
        let at = hours[reader.hours].answer(to: question.at, &random)
        guard at < now, let box = reader.box, let sharedBox = shared[index].box else { return }
        var message = SimulatedMessage(
            subject: "RE: " + subject,
            messageID: messageID(of: reader),
            from: shared[index].party,
            to: [outsider.party],
            sent: at,
            conversation: conversations,
            answers: question.number
        )
        message.sender = reader.party
        _ = post(message, to: [(box, rooms[box].sent), (sharedBox, rooms[sharedBox].sent)])
    }

    private mutating func noteToSelf(_ focus: Int) {
        conversations += 1
        let me = employees[focus]
        send("Note: " + Vocabulary.topics[random.below(Vocabulary.topics.count)], me, to: [me], at: someTime(me))
    }

    private mutating func draft(of focus: Int) {
        let me = employees[focus]
        guard let box = me.box else { return }
        conversations += 1
        let addressee = random.chance(70) ? random.pick(outsiders[random.below(outsiders.count)]) : nil
        let message = SimulatedMessage(
            subject: random.chance(80) ? Vocabulary.topics[random.below(Vocabulary.topics.count)] : "",
            messageID: "",
            from: nil,
            to: addressee.map { [$0.party] } ?? [],
            sent: someTime(me),
            conversation: conversations
        )
        _ = post(message, to: [(box, rooms[box].drafts)])
    }

    private mutating func confidential(_ focus: Int) {
        let me = employees[focus]
        guard let other = colleague(of: focus) ?? random.pick(outsiders[focus % outsiders.count]) else { return }
        let sensitivity: SimulatedMessage.Sensitivity = random.chance(60) ? .personalPrivate : .confidential
        let isMine = random.chance(50)
        converse(
            .none,
            author: isMine ? me : other,
            to: [isMine ? other : me],
            length: random.within(1...3)
        ) { $0.sensitivity = sensitivity }
    }

    /// Old migrations lost the id.
    ///
    /// Every such mail of a sender has a second of its own, so that it can be told apart.
    private mutating func withoutMessageID(to focus: Int) {
        guard let outsider = random.pick(outsiders[random.below(outsiders.count)]) else { return }
        conversations += 1
        let at = now - (Self.historyDays - 1) * Self.secondsPerDay + Int(conversations)
        send(
            "Migrated: " + Vocabulary.topics[random.below(Vocabulary.topics.count)],
            outsider,
            to: [employees[focus]],
            at: at
        ) { $0.messageID = "" }
    }

    private mutating func blindCopy(of focus: Int) {
        let me = employees[focus]
        guard let other = random.pick(outsiders[random.below(outsiders.count)]), let hidden = colleague(of: focus)
        else {
            return
        }
        conversations += 1
        send(Vocabulary.topics[random.below(Vocabulary.topics.count)], me, to: [other], bcc: [hidden], at: someTime(me))
    }

    /// Mails that name somebody whom the address book no longer knows.
    private mutating func formerColleague(of focus: Int) {
        guard let former = random.pick(deleted) else { return }
        let me = employees[focus]
        let at = now - random.within(250...Self.historyDays - 2) * Self.secondsPerDay + random.below(Self.secondsPerDay)
        conversations += 1
        let subject = Vocabulary.topics[random.below(Vocabulary.topics.count)]
        if random.chance(50) {
            send(subject, former, to: [me], at: at)
        } else {
            let other = random.pick(outsiders[random.below(outsiders.count)])
            send(subject, me, to: [former], cc: other.map { [$0] } ?? [], at: at)
        }
    }

    /// One mail with hundreds of recipients.
    private mutating func massMail(of focus: Int) {
        let me = employees[focus]
        let audience = (0..<random.within(150...600)).map { number in
            machine("guest\(number)@audience.example", name: "Guest \(number)", domain: "audience.example")
        }
        conversations += 1
        let isOpen = random.chance(50)
        send("Invitation: open day", me, to: isOpen ? audience : [me], bcc: isOpen ? [] : audience, at: someTime(me))
    }

    private mutating func rareClass(to focus: Int) {
        guard let colleague = colleague(of: focus) else { return converse(focus) }
        let kind: SimulatedMessage.Kind = [.signedNote, .sharing, .post][random.below(3)]
        conversations += 1
        let subject = Vocabulary.topics[random.below(Vocabulary.topics.count)]
        send(subject, colleague, to: [employees[focus]], at: someTime(colleague)) { $0.kind = kind }
    }

    /// Outsiders still use the addresses of long ago.
    private mutating func aliasMail(to focus: Int) {
        guard let alias = organisation.employees[focus].user.aliases.first,
            let outsider = random.pick(outsiders[focus % outsiders.count])
        else { return }
        conversations += 1
        let party = state.number(of: Party(name: "", address: alias))
        let subject = Vocabulary.topics[random.below(Vocabulary.topics.count)]
        send(
            subject,
            outsider,
            to: [],
            members: [employees[focus]],
            at: someTime(outsider),
            topic: .company(focus % outsiders.count)
        ) {
            $0.to = [party]
        }
    }
}
