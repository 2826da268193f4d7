/// Mails of all kinds, and what only looks like one.
extension PeopleInTheMaking {
    /// What is particular to a mail that may have many copies.
    private struct Mail {
        let at: Int
        let from: Int
        let to: [Int]
        var cc: [Int] = []
        var blind: [Int] = []
        var messageID: String
        var conversation: UInt32
        var kind = SimulatedMessage.Kind.note
        var headers: [SimulatedMessage.Header] = []
        var isAutomated = false
        var isBulk = false
    }

    mutating func happen(at time: Int) {
        switch random.below(24) {
        case 0..<7: write(at: time)
        case 7: writeTwice(at: time)
        case 8: sendWithoutSender(at: time)
        case 9: reachThroughList(at: time)
        case 10: shareMessageID(at: time)
        case 11, 12: comeFromMachine(at: time)
        case 13: misleadClock(at: time)
        case 14: beNothing(at: time)
        case 15: migrate(at: time)
        case 16: beKnownToCRM(at: time)
        default: meet(at: time)
        }
    }

    /// From anybody to anybody, somebody of us among them.
    private mutating func mail(at time: Int, from sender: Int? = nil) -> Mail {
        let isOurs = sender.map { owners.contains($0) } ?? random.chance(50)
        let from = sender ?? (isOurs ? random.pick(owners) : random.pick(outside + [former])) ?? owners[0]
        var to = isOurs ? some(outside, upTo: 2) : some(owners, upTo: 2)
        to += some((owners + outside).filter { $0 != from && !to.contains($0) }, upTo: 2)
        var rest = owners.filter { $0 != from && !to.contains($0) }
        let blind = random.chance(25) ? rest.popLast().map { [$0] } ?? [] : []
        let cc = random.chance(30) ? rest.popLast().map { [$0] } ?? [] : []
        return Mail(at: time, from: from, to: to, cc: cc, blind: blind, messageID: name(), conversation: conversation())
    }

    /// One copy of it, in which everybody is written in another way.
    private mutating func copy(of mail: Mail, isOwn: Bool) -> SimulatedMessage {
        var message = SimulatedMessage(
            subject: "About \(mail.conversation)",
            messageID: mail.messageID,
            from: isOwn ? known(mail.from) : written(mail.from),
            to: mail.to.map { written($0) },
            cc: mail.cc.map { written($0) },
            sent: mail.at,
            conversation: mail.conversation
        )
        if isOwn { message.bcc = mail.blind.map { written($0) } }
        message.headers = isOwn ? [] : mail.headers
        message.kind = mail.kind
        if mail.kind != .note { message.meeting = .init(uid: mail.messageID, start: mail.at, end: mail.at + 1_800) }
        return message
    }

    private mutating func note(_ mail: Mail, blindly: [Int]? = nil) {
        let openly = Set(mail.to + mail.cc)
        truth.contacts.append(
            PeopleTruth.Contact(
                isMeeting: false,
                at: mail.at,
                from: mail.from,
                openly: openly,
                blindly: Set(blindly ?? mail.blind).subtracting(openly),
                rooms: [],
                isAutomated: mail.isAutomated,
                isBulk: mail.isBulk
            )
        )
    }

    /// Puts a copy into everybody's mailbox; the sender's own is known to lack what programs leave out.
    private mutating func deliver(_ mail: Mail, isNameless: Bool = false) {
        for owner in owners where (mail.to + mail.cc + mail.blind).contains(owner) {
            var message = copy(of: mail, isOwn: false)
            // The first hop's clock and the last one's differ.
            message.sent += random.chance(20) ? random.below(50) : 0
            // Nobody knows why a migration brought somebody a mail that does not name him.
            let isMigrated = random.chance(10) && !mail.blind.contains(owner)
            put(message, [Copy(owner: owner, folder: .inbox, flags: isMigrated ? [.read, .draft] : .read)])
        }
        guard owners.contains(mail.from) else { return }
        var message = copy(of: mail, isOwn: true)
        if isNameless {
            message.messageID = ""
            message.sent += random.below(60)
        }
        put(message, [Copy(owner: mail.from, folder: .sentitems)])
    }

    private mutating func write(at time: Int) {
        let mail = mail(at: time)
        let isReceived = !owners.allSatisfy { !(mail.to + mail.cc + mail.blind).contains($0) }
        deliver(mail, isNameless: isReceived && mail.blind.isEmpty && random.chance(40))
        note(mail)
        // The CRM's clock is another one.
        if mail.from != former, random.chance(30) {
            trackMail(mail.messageID, at: mail.at + random.below(50), from: mail.from, to: mail.to, cc: mail.cc)
        }
    }

    /// Two mails of one minute, and a sent copy that may be either's.
    private mutating func writeTwice(at time: Int) {
        var first = mail(at: time, from: owners[0])
        first.blind = []
        if !first.to.contains(owners[1]) { first.cc = [owners[1]] }
        let second = Mail(
            at: time + 60,
            from: first.from,
            to: first.to,
            cc: first.cc,
            messageID: name(),
            conversation: first.conversation
        )
        for mail in [first, second] {
            put(copy(of: mail, isOwn: false), [Copy(owner: owners[1], folder: .inbox)])
            note(mail)
        }
        var own = copy(of: first, isOwn: true)
        own.messageID = ""
        own.sent += 30
        put(own, [Copy(owner: owners[0], folder: .sentitems)])
        note(first)
    }

    private mutating func sendWithoutSender(at time: Int) {
        let mail = mail(at: time, from: random.pick(owners))
        var message = copy(of: mail, isOwn: true)
        (message.from, message.bcc) = (nil, [])
        put(message, [Copy(owner: mail.from, folder: .sentitems)])
        note(mail, blindly: [])
    }

    /// To a list of ours: whoever is in it has the mail, and is not named.
    private mutating func reachThroughList(at time: Int) {
        let mail = Mail(
            at: time,
            from: random.pick(outside + [owners[3]]) ?? outside[0],
            to: [list],
            messageID: name(),
            conversation: conversation()
        )
        for owner in owners.prefix(3) { put(copy(of: mail, isOwn: false), [Copy(owner: owner, folder: .inbox)]) }
        if mail.from == owners[3] { put(copy(of: mail, isOwn: true), [Copy(owner: owners[3], folder: .sentitems)]) }
        note(mail, blindly: Array(owners.prefix(3)))
    }

    /// A machine gives two mails of different people and days one Message-ID.
    private mutating func shareMessageID(at time: Int) {
        var senders = some(outside, upTo: 2)
        if senders.count < 2 { senders = Array(outside.prefix(2)) }
        let name = name("scanner.example")
        for (number, sender) in senders.enumerated() {
            let mail = Mail(
                at: time - number * 5 * 86_400,
                from: sender,
                to: [owners[number]],
                messageID: name,
                conversation: conversation()
            )
            deliver(mail)
            note(mail)
        }
    }

    private mutating func comeFromMachine(at time: Int) {
        var mail = mail(at: time, from: random.chance(25) ? machine : random.pick(outside))
        switch random.below(4) {
        case _ where mail.from == machine: mail.isAutomated = true
        case 0:
            mail.headers = [.init("Auto-Submitted", "auto-replied")]
            mail.isAutomated = true
        case 1:
            mail.kind = random.chance(50) ? .meetingAccepted : .meetingDeclined
            mail.isAutomated = true
        case 2:
            mail.headers = [.init("List-Id", "<news.adatum.example>")]
            mail.isBulk = true
        default:
            mail.headers = [.init("precedence", "bulk"), .init("LIST-UNSUBSCRIBE", "<mailto:leave@adatum.example>")]
            mail.isBulk = true
        }
        deliver(mail)
        note(mail)
    }

    /// Brought from another system: every copy bears the mark of a draft, and who has one that does not name him need
    /// not have got it when it was sent.
    private mutating func migrate(at time: Int) {
        var mail = mail(at: time)
        mail.blind = []
        let named = mail.to + mail.cc
        let reader = owners.first { !(named + [mail.from]).contains($0) }
        for owner in owners where named.contains(owner) || owner == reader {
            put(copy(of: mail, isOwn: false), [Copy(owner: owner, folder: .inbox, flags: [.read, .draft])])
        }
        if owners.contains(mail.from) {
            put(copy(of: mail, isOwn: true), [Copy(owner: mail.from, folder: .sentitems, flags: [.read, .draft])])
        }
        note(mail)
    }

    /// Nobody's mailbox has it.
    private mutating func beKnownToCRM(at time: Int) {
        var mail = mail(at: time, from: random.chance(50) ? random.pick(owners) : random.pick(outside))
        mail.blind = []
        trackMail(mail.messageID, at: mail.at, from: mail.from, to: mail.to, cc: mail.cc)
        note(mail)
    }

    /// Somebody's clock is days ahead, or at its beginning: what counts is when it came.
    private mutating func misleadClock(at time: Int) {
        let mail = mail(at: time, from: random.pick(outside))
        var message = copy(of: mail, isOwn: false)
        message.sent = random.chance(50) ? message.sent + 3 * 86_400 : 86_400
        let owner = owners.first { mail.to.contains($0) } ?? owners[0]
        put(message, [Copy(owner: owner, folder: .inbox, received: time)])
        note(mail, blindly: [])
    }

    /// What lies among mails and is no contact.
    private mutating func beNothing(at time: Int) {
        let mail = mail(at: time, from: random.pick(outside))
        var message = copy(of: mail, isOwn: false)
        var copy = Copy(owner: owners[0], folder: .inbox)
        switch random.below(5) {
        case 0: message.kind = .nonDeliveryReport
        case 1: message.kind = .meetingRequest
        case 2: message.kind = .readReceipt
        case 3:
            message.from = state.number(of: Party(name: "Nobody", address: "nobody@mail.invalid"))
        default: copy = Copy(owner: owners[0], folder: .drafts, flags: [.draft, .read])
        }
        if message.kind == .nonDeliveryReport || message.kind == .readReceipt {
            message.headers = [.init("Content-Type", "multipart/report; boundary=\"=_1\"")]
        }
        if message.kind == .meetingRequest {
            message.meeting = .init(uid: name(), start: time + 3_600, end: time + 7_200)
        }
        put(message, [copy])
    }
}
