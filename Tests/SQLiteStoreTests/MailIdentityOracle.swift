import Interactions

/// Which copies are of one mail, worked out from all of them at once and from who is who in the end.
struct MailIdentityOracle {
    /// A mail as one mailbox has it, that of the number `item`.
    struct Mail: Hashable {
        var item: Int
        /// Nil without a Message-ID.
        var messageID: Int?
        /// Numbers of addresses.
        var sender: Int
        var recipients: Set<Int>
        /// Seconds.
        var time: Int
        var thread: Int?
        /// The CRM's copy, which no mailbox has; only without a Message-ID.
        var isCRM = false

        /// What its copy alone says that it is.
        var id: InteractionID {
            let number = messageID ?? 1_000 + sender * 100_000_000 + time
            return InteractionID(KeyedHash(high: messageID == nil ? 2 : 1, low: UInt64(number)))
        }
    }

    let mails: [Mail]
    /// The addresses of everybody who has several.
    let people: [Set<Int>]

    private func person(_ address: Int) -> Set<Int> { people.first { $0.contains(address) } ?? [address] }

    /// The copies of each mail, by what it is; the ones of a Message-ID that are not the earliest mail's have a key of
    /// their own, by the earliest sender's address.
    var interactions: [Key: Set<Int>] {
        var all = named
        for mail in mails where mail.messageID == nil {
            let twins = all.keys.filter { key in
                key.isNamed && mails.contains { $0.messageID != nil && all[key] != nil && isTwin($0, of: mail, key) }
            }
            let key = twins.count == 1 ? twins[0] : Key(id: shared(mail), isNamed: false)
            all[key, default: []].insert(mail.item)
        }
        return all
    }

    struct Key: Hashable {
        let id: InteractionID
        var besides: Int?
        var isNamed = true
    }

    private var named: [Key: Set<Int>] {
        Dictionary(grouping: mails.filter { $0.messageID != nil }, by: key).mapValues { Set($0.map(\.item)) }
    }

    private func key(of mail: Mail) -> Key {
        let siblings = mails.filter { $0.messageID == mail.messageID }.sorted {
            ($0.time, $0.sender) < ($1.time, $1.sender)
        }
        let first = siblings[0]
        func isApart(_ one: Mail) -> Bool {
            person(one.sender) != person(first.sender) && one.time - first.time > 48 * 3_600
        }
        guard isApart(mail) else { return Key(id: mail.id) }
        let own = siblings.first { isApart($0) && person($0.sender) == person(mail.sender) }
        return Key(id: mail.id, besides: own?.sender)
    }

    /// Of copies without Message-ID that are alike in a thread, the least.
    private func shared(_ mail: Mail) -> InteractionID {
        let alike = mails.filter { other in
            other.messageID == nil && other.thread == mail.thread && other.time == mail.time
                && person(other.sender) == person(mail.sender)
                && Set(other.recipients.map(person)) == Set(mail.recipients.map(person))
        }
        return mail.thread == nil ? mail.id : alike.map(\.id).min() ?? mail.id
    }

    private func isTwin(_ named: Mail, of mail: Mail, _ key: Key) -> Bool {
        self.key(of: named) == key && person(named.sender) == person(mail.sender)
            && Set(named.recipients.map(person)) == Set(mail.recipients.map(person))
            && abs(named.time - mail.time) <= (mail.isCRM || mail.thread != nil ? 120 : 1)
            && (named.thread == mail.thread || mail.thread == nil || mail.isCRM && named.thread == nil)
    }
}
