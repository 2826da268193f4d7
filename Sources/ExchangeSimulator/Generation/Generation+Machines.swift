/// Mail that no person writes: newsletters, notifications, lists, automatic answers, bounces and junk.
extension Generation {
    mutating func newsletter(to focus: Int) {
        let company = random.below(outsiders.count)
        let name = Vocabulary.newsletters[company % Vocabulary.newsletters.count]
        let domain = organisation.companies[company].domain
        let author = machine("news@" + domain, name: name, domain: domain)
        // The same issue goes to several readers, each in the blind copy of the list.
        var readers = [employees[focus]]
        for _ in 0..<random.below(6) { colleague(of: focus).map { readers.append($0) } }
        let local = name.lowercased().filter { $0.isLetter }
        conversations += 1
        let list = machine(local + "@" + domain, name: name, domain: domain)
        send(
            name + " #\(random.below(400) + 1)",
            author,
            to: [list],
            members: distinct(readers, except: []),
            at: someTime(author),
            topic: .newsletter
        ) { message in
            message.headers = [
                .init("List-Id", "<\(local).\(domain)>"), .init("List-Unsubscribe", "<mailto:leave@\(domain)>"),
                .init("Precedence", "bulk"),
            ]
        }
    }

    mutating func notification(to focus: Int) {
        let isInternal = random.chance(50)
        let domain =
            isInternal ? Organisation.primaryDomain : organisation.companies[random.below(outsiders.count)].domain
        let author = machine("no-reply@" + domain, name: "", domain: domain)
        conversations += 1
        let subject = ["Your report is ready", "Ihre Bestellung", "Ticket \(random.below(9_000))", "Security alert"]
        send(random.pick(subject) ?? "", author, to: [employees[focus]], at: someTime(author)) { message in
            if isInternal { message.headers = [.init("Auto-Submitted", "auto-generated")] }
        }
    }

    /// A discussion list outside: people write, a machine distributes.
    mutating func mailingList(to focus: Int) {
        let company = random.below(outsiders.count)
        let domain = organisation.companies[company].domain
        guard let author = random.pick(outsiders[company]) else { return }
        conversations += 1
        let list = machine("users@lists." + domain, name: "", domain: domain)
        send(
            "[users] " + Vocabulary.topics[random.below(Vocabulary.topics.count)],
            author,
            to: [list],
            members: [employees[focus]],
            at: someTime(author),
            topic: .newsletter
        ) { message in
            message.headers = [.init("List-Id", "Users <users.lists.\(domain)>"), .init("Precedence", "list")]
        }
    }

    mutating func automaticReply(to focus: Int) {
        guard let other = random.pick(outsiders[random.below(outsiders.count)]) else { return }
        conversations += 1
        let subject = Vocabulary.topics[random.below(Vocabulary.topics.count)]
        let me = employees[focus]
        guard let sent = send(subject, me, to: [other], at: someTime(me)) else { return }
        send("Automatic reply: " + subject, other, to: [me], at: min(sent.at + 2, now), answering: sent.number) {
            message in
            message.headers = [.init("Auto-Submitted", "auto-replied"), .init("X-Auto-Response-Suppress", "All")]
        }
    }

    mutating func bounce(to focus: Int) {
        let me = employees[focus]
        let domain = organisation.companies[random.below(outsiders.count)].domain
        let wrong = machine("nobody\(random.below(90))@" + domain, name: "", domain: domain)
        let postmaster = machine(
            "postmaster@" + Organisation.primaryDomain,
            name: "Microsoft Outlook",
            domain: Organisation.primaryDomain
        )
        conversations += 1
        let subject = Vocabulary.topics[random.below(Vocabulary.topics.count)]
        guard let sent = send(subject, me, to: [wrong], at: someTime(me)) else { return }
        // Some that did not come were read all the same, by whoever has the address now.
        let isRead = conversations.isMultiple(of: 3)
        send(
            (isRead ? "Read: " : "Undeliverable: ") + subject,
            isRead ? wrong : postmaster,
            to: [me],
            at: min(sent.at + 5, now),
            answering: sent.number
        ) { message in
            message.kind = isRead ? .readReceipt : .nonDeliveryReport
            message.headers = [.init("Auto-Submitted", "auto-replied")]
            if isRead { message.headers.append(.init("Content-Type", "multipart/report; boundary=\"=_1\"")) }
        }
    }

    mutating func junk(to focus: Int) {
        guard let box = employees[focus].box else { return }
        let author = machine("winner\(random.below(500))@lottery.example", name: "You won", domain: "lottery.example")
        conversations += 1
        let message = SimulatedMessage(
            subject: "You are our \(random.below(90) + 10)th winner",
            messageID: messageID(of: author),
            from: author.party,
            to: [employees[focus].party],
            sent: someTime(author),
            conversation: conversations
        )
        _ = post(message, to: [(box, rooms[box].junk)])
    }

    /// A party that nobody reads or that is not a person.
    mutating func machine(_ address: String, name: String, domain: String) -> Speaker {
        Speaker(party: state.number(of: Party(name: name, address: address)), box: nil, hours: 0, domain: domain)
    }
}
