import GRDB
import Interactions

/// Which mails are one, and which are two, where their Message-IDs do not say so.
extension PageWriter {
    /// Copies of one mail are never further apart, however clocks, lists and migrations change them; microseconds.
    private static let longestDelay: Int64 = 48 * 3_600_000_000
    /// What is kept of a mail when it is sent is kept within so much of it; microseconds.
    private static let sending: Int64 = 120_000_000
    private static let second: Int64 = 1_000_000

    /// Whether two mails of one Message-ID cannot be one: lists change the sender and migrations the time, but nothing
    /// changes both.
    mutating func contradicts(_ one: StoredContent, _ other: StoredContent) throws -> Bool {
        guard one.isMail, other.isMail, let first = one.sender, let second = other.sender,
            !one.isSent(within: Self.longestDelay, of: other)
        else { return false }
        return try persons([first]) != persons([second])
    }

    /// Who they are by what is known now of addresses, by numbers.
    private mutating func persons(_ addresses: Set<Int64>) throws -> Set<Int64> {
        let current = try self.currentPersons()
        return Set(addresses.map(current.person))
    }

    /// What a mail is known by whose Message-ID an earlier one has, nil without the key.
    func identity(of content: StoredContent, beside id: InteractionID) throws -> InteractionID? {
        guard let number = content.sender, let sender = try SQLiteInteractionStore.address(number, db) else {
            return nil
        }
        return erased.identity(beside: id, of: sender)
    }

    /// The mails that a copy may be of that has no Message-ID, or the ones without that a mail may be.
    ///
    /// Sender and recipients are the same, and the thread is, within two minutes; where no thread is known, both were
    /// sent in the same second. What only one of them knows, as blind copies and subjects, says nothing.
    mutating func twins(of content: StoredContent, areNamed: Bool) throws -> [Int64] {
        guard content.isMail, let sender = content.sender else { return [] }
        let sql = """
            SELECT number, \(StoredContent.columns) FROM interaction WHERE deleted = 0 AND occurred_at_us BETWEEN ? AND ?
            AND number \(areNamed ? "NOT" : "") IN (SELECT interaction FROM nameless)
            """
        return try RawStatement(db, sql).all({
            $0.add(content.occurredAt - Self.sending)
            $0.add(content.occurredAt + Self.sending)
        }) { (number: $0.integer(0), content: StoredContent($0, first: 1)) }.filter { other in
            let (nameless, named) = areNamed ? (content, other.content) : (other.content, content)
            guard other.content.isMail, let otherSender = other.content.sender,
                named.subject == nameless.subject || named.subject == .none || nameless.subject == .none,
                nameless.conversation == nil
                    ? named.isSent(within: Self.second, of: nameless) : named.conversation == nameless.conversation
            else { return false }
            return try persons([sender]) == persons([otherSender])
                && persons(content.recipients) == persons(other.content.recipients)
        }.map(\.number)
    }

    /// Makes the mails that have no Message-ID, and that only this one can be, copies of it.
    mutating func takeNameless(into number: Int64, saying content: StoredContent) throws {
        for other in try twins(of: content, areNamed: false) {
            guard let left = try interactionRow(number: other),
                try twins(of: left.content, areNamed: true) == [number]
            else { continue }
            try moveCopies(from: other, to: number)
            try remove(other)
            try RawStatement(db, "DELETE FROM nameless WHERE interaction = ?").run { $0.add(other) }
        }
    }

    /// The copies of one interaction become another's, each with what it says.
    mutating func moveCopies(from number: Int64, to other: Int64) throws {
        try keepDifferingContents(of: number)
        try RawStatement(db, "UPDATE sighting SET interaction = ? WHERE interaction = ?").run {
            $0.add(other)
            $0.add(number)
        }
        try dropDifferingContents(of: other)
        try settle(other)
    }

    func noteNameless(_ number: Int64) throws {
        try RawStatement(db, "INSERT OR IGNORE INTO nameless (interaction) VALUES (?)").run { $0.add(number) }
    }
}

extension StoredContent {
    var isMail: Bool { kind == Interaction.Kind.email.rawValue }

    /// The address's number.
    var sender: Int64? { addresses(as: [.sender]).first }

    /// The numbers of the addresses that every copy names.
    fileprivate var recipients: Set<Int64> { Set(addresses(as: [.to, .cc])) }

    private func addresses(as roles: [Participant.Role]) -> [Int64] {
        var numbers: [Int64] = []
        ParticipantCoding.forEach(in: participants) { head, number in
            if roles.contains(where: { $0.rawValue == head >> 4 }) { numbers.append(number) }
        }
        return numbers
    }

    fileprivate func isSent(within span: Int64, of other: StoredContent) -> Bool {
        let (difference, overflow) = occurredAt.subtractingReportingOverflow(other.occurredAt)
        return !overflow && difference.magnitude <= UInt64(span)
    }
}
