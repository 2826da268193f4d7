/// The mail as gateways to other protocols want it: RFC 5322 headers and a plain text.
extension ItemWriter {
    /// Writes `MimeContent`, which stands before everything else.
    func writeMIME(_ row: MessageTable.Row, _ item: StoredItem, into out: inout XMLOutput) {
        out.raw("<t:MimeContent CharacterSet=\"UTF-8\">")
        out.raw(Base64.encode(mime(row, item).utf8))
        out.raw("</t:MimeContent>")
    }

    private func mime(_ row: MessageTable.Row, _ item: StoredItem) -> String {
        let messages = state.messages
        var lines: [String] = []
        if row.from != MessageTable.none {
            lines.append("From: " + mailbox(PartyNumber(value: row.from)))
        }
        let (to, cc, _) = recipients(row)
        for (name, list) in [("To", to), ("Cc", cc)] where !list.isEmpty {
            lines.append("\(name): " + list.map(mailbox).joined(separator: ",\r\n "))
        }
        lines.append("Subject: " + Self.encodedWords(messages.string(row.subject)))
        lines.append("Date: " + Self.date(Int(row.sent)))
        if row.messageID.count > 0 { lines.append("Message-ID: " + messages.string(row.messageID)) }
        if row.answers != MessageTable.none {
            lines.append("In-Reply-To: " + messages.string(messages.rows[Int(row.answers)].messageID))
        } else if let foreign = rare(row, item)?.foreignInReplyTo {
            lines.append("In-Reply-To: " + foreign)
        }
        lines += messages.headerSets[Int(row.headers)].map { "\($0.name): \($0.value)" }
        lines += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=us-ascii", "", "This body is simulated.", ""]
        return lines.joined(separator: "\r\n")
    }

    private func mailbox(_ number: PartyNumber) -> String {
        let party = state.parties[number]
        // What has no SMTP address is written as Exchange encapsulates it (IMCEAEX).
        let address = party.address ?? "IMCEAEX-deleted@" + (state.domains.first ?? "invalid")
        return party.name.isEmpty ? "<\(address)>" : Self.encodedWords(party.name, quoted: true) + " <\(address)>"
    }

    /// RFC 2047 where the text needs it, in words of at most 75 characters that end between characters.
    private static func encodedWords(_ text: String, quoted: Bool = false) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
        if isPlain, !text.contains("=?") { return quoted ? "\"\(text)\"" : text }
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > 45 { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?UTF-8?B?" + String(decoding: Base64.encode($0), as: UTF8.self) + "?=" }
            .joined(separator: "\r\n ")
    }

    /// For example `Mon, 23 Nov 2026 09:00:00 +0000`.
    private static func date(_ instant: Int) -> String {
        let day = CivilDay(number: instant.flooredQuotient(by: 86_400))
        let second = instant.flooredRemainder(by: 86_400)
        let digits = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        let (year, month, number) = day.components
        let clock = [second / 3_600, second / 60 % 60, second % 60].map(digits).joined(separator: ":")
        let names = (RecurrenceRule.weekdayNames[day.weekday].prefix(3), RecurrenceRule.monthNames[month - 1].prefix(3))
        return "\(names.0), \(number) \(names.1) \(year) \(clock) +0000"
    }
}
