/// Conversations between people.
extension Generation {
    /// Mails in a conversation: roughly log-normal, most are short and a few go on and on.
    private static let lengths: [Int] = {
        let weights = [
            (1, 40), (2, 22), (3, 13), (4, 8), (5, 5), (6, 4), (7, 2), (9, 2), (12, 2), (18, 1), (40, 1),
        ]
        return weights.flatMap { length, weight in [Int](repeating: length, count: weight) }
    }()

    /// A mail that may be answered.
    struct Sent {
        let number: MessageNumber
        let author: Speaker
        let to: [Speaker]
        let cc: [Speaker]
        let at: Int

        var recipients: [Speaker] { to + cc }
    }

    mutating func fillMailboxes() {
        var needy = Array(employees.indices.prefix { employees[$0].box != nil })
        while !needy.isEmpty {
            for focus in needy { somethingHappens(to: focus) }
            needy.removeAll { rooms[$0].remaining <= 0 }
        }
    }

    /// One conversation of the employee `focus` with people inside or outside.
    mutating func converse(_ focus: Int) {
        let me = employees[focus]
        var others: [Speaker] = []
        var topic = Mailroom.Topic.none
        let companion = random.chance(55) ? nil : colleague(of: focus)
        if let companion {
            others = [companion]
            for _ in 0..<random.below(4) { colleague(of: focus).map { others.append($0) } }
            if random.chance(30) { topic = .project(random.below(64)) }
        } else {
            // Everybody has a handful of customers.
            let company =
                random.chance(90) ? (focus * 7 + random.below(5)) % outsiders.count : random.below(outsiders.count)
            topic = .company(company)
            random.pick(outsiders[company]).map { others.append($0) }
            if random.chance(20) { random.pick(outsiders[company]).map { others.append($0) } }
            if random.chance(25) { colleague(of: focus).map { others.append($0) } }
        }
        others = distinct(others, except: [me])
        guard let first = others.first else { return }
        let isMine = random.chance(50)
        let author = isMine ? me : first
        let recipients = distinct((isMine ? [] : [me]) + others, except: [author])
        let toCount = random.within(1...recipients.count)
        converse(
            topic,
            author: author,
            to: Array(recipients.prefix(toCount)),
            cc: Array(recipients.dropFirst(toCount)),
            length: Self.lengths[random.below(Self.lengths.count)]
        )
    }

    /// Sends a first mail and lets those who got it answer.
    mutating func converse(
        _ topic: Mailroom.Topic,
        author: Speaker,
        to: [Speaker],
        cc: [Speaker] = [],
        length: Int,
        edit: (inout SimulatedMessage) -> Void = { _ in }
    ) {
        conversations += 1
        let subject = Vocabulary.topics[random.below(Vocabulary.topics.count)] + " \(random.below(900) + 100)"
        let reply = (hours[author.hours].zone.identifier == "Europe/Berlin" ? "AW: " : "RE: ") + subject
        guard var last = send(subject, author, to: to, cc: cc, at: someTime(author), topic: topic, edit: edit) else {
            return
        }
        for _ in 1..<max(length, 1) {
            guard let answer = answer(last, reply, topic, edit) else { return }
            last = answer
        }
    }

    private mutating func answer(
        _ last: Sent,
        _ subject: String,
        _ topic: Mailroom.Topic,
        _ edit: (inout SimulatedMessage) -> Void
    ) -> Sent? {
        // One who wrote last seldom writes again at once.
        let author = random.chance(6) ? last.author : random.pick(last.recipients) ?? last.author
        let at = hours[author.hours].answer(to: last.at, &random)
        guard at < now else { return nil }
        var to = author == last.author ? last.to : [last.author]
        var cc: [Speaker] = []
        let isSeen = author.box != nil || last.author.box != nil
        if !isSeen || random.chance(65) {
            to = distinct(to + last.to, except: [author])
            cc = distinct(last.cc, except: to + [author])
        }
        let isForward = author.box != nil && random.chance(4)
        if isForward, let other = random.pick(employees), other != author { (to, cc) = ([other], []) }
        return send(
            isForward ? "FW: " + subject.dropFirst(4) : subject,
            author,
            to: to,
            cc: cc,
            at: at,
            topic: topic,
            answering: last.number,
            edit: edit
        )
    }

    /// Sends one mail: a copy for the sender, one for each recipient with a mailbox.
    ///
    /// - Parameter members: Who gets it because a list among the recipients names them.
    /// - Returns: nil if nobody in the tenant kept it.
    @discardableResult
    mutating func send(
        _ subject: String,
        _ author: Speaker,
        to: [Speaker],
        cc: [Speaker] = [],
        bcc: [Speaker] = [],
        members: [Speaker] = [],
        at: Int,
        topic: Mailroom.Topic = .none,
        answering: MessageNumber? = nil,
        edit: (inout SimulatedMessage) -> Void = { _ in }
    ) -> Sent? {
        var message = SimulatedMessage(
            subject: subject,
            messageID: messageID(of: author),
            from: author.party,
            to: to.map(\.party),
            cc: cc.map(\.party),
            bcc: bcc.map(\.party),
            sent: at,
            conversation: conversations,
            answers: answering,
            size: 3_000 + random.below(60_000)
        )
        message.hasAttachments = random.chance(15)
        if message.hasAttachments { message.size += random.below(2_000_000) }
        if random.chance(3) { message.importance = .high }
        edit(&message)
        let places = places(author, recipients: to + cc + bcc + members, at: at, topic: topic)
        guard !places.isEmpty else { return nil }
        let number = post(message, to: places)
        return Sent(number: number, author: author, to: to, cc: cc, at: at)
    }

    private mutating func places(
        _ author: Speaker,
        recipients: [Speaker],
        at: Int,
        topic: Mailroom.Topic
    ) -> [(box: Int, folder: FolderNumber)] {
        let isOld = at < now - 365 * Self.secondsPerDay
        var places: [(box: Int, folder: FolderNumber)] = []
        if let box = author.box {
            let archive = isOld ? rooms[box].archive : nil
            places.append((box, archive ?? rooms[box].sent))
        }
        var served: [Int] = []
        for box in recipients.lazy.compactMap(\.box) where !served.contains(box) {
            served.append(box)
            // Some are deleted for good.
            if random.chance(1) { continue }
            places.append((box, rooms[box].place(topic, isOld: isOld, &random)))
            if random.chance(1) { places.append((box, rooms[box].deleted)) }
        }
        return places
    }

    // MARK: People and times

    /// Somebody `index` works with; nil if all who could be are served and nobody was found at once.
    mutating func colleague(of index: Int) -> Speaker? {
        let me = organisation.employees[index]
        for _ in 0..<4 {
            let choice: Int
            switch random.below(10) {
            case 0..<4:
                choice =
                    random.below(employees.count) / Vocabulary.departments.count * Vocabulary.departments.count
                    + me.department
            case 4..<6: choice = me.manager ?? random.below(employees.count)
            default: choice = random.below(employees.count)
            }
            guard choice != index, employees.indices.contains(choice) else { continue }
            if let box = employees[choice].box, rooms[box].remaining <= 0 { continue }
            return employees[choice]
        }
        return nil
    }

    /// An instant in the last eighteen months at which `author` works.
    mutating func someTime(_ author: Speaker) -> Int {
        let today = now / Self.secondsPerDay
        return min(hours[author.hours].instant(on: today - Self.historyDays...today - 1, &random), now - 1)
    }

    func distinct(_ speakers: [Speaker], except excluded: [Speaker]) -> [Speaker] {
        var seen = excluded.map(\.party)
        var result: [Speaker] = []
        for speaker in speakers where !seen.contains(speaker.party) {
            seen.append(speaker.party)
            result.append(speaker)
        }
        return result
    }
}
