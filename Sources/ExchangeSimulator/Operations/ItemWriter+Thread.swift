/// What a mail says about other mails, and its transport headers.
extension ItemWriter {
    func write(_ text: MessageTable.Text, into out: inout XMLOutput) {
        let start = Int(text.start)
        state.messages.text.withUnsafeBufferPointer { bytes in
            out.text(UnsafeBufferPointer(rebasing: bytes[start..<start + Int(text.count)]))
        }
    }

    func rare(_ row: MessageTable.Row, _ item: StoredItem) -> MessageTable.RareParts? {
        row.isRare ? state.messages.rareParts[item.content] : nil
    }

    func recipients(
        _ row: MessageTable.Row
    ) -> (to: ArraySlice<PartyNumber>, cc: ArraySlice<PartyNumber>, bcc: ArraySlice<PartyNumber>) {
        let to = Int(row.recipients)
        let cc = to + Int(row.to)
        let bcc = cc + Int(row.cc)
        let parties = state.messages.parties
        return (parties[to..<cc], parties[cc..<bcc], parties[bcc..<bcc + Int(row.bcc)])
    }

    /// The subject without `Re:` and the like.
    func topic(_ row: MessageTable.Row) -> String {
        var subject = state.messages.string(row.subject)[...]
        while let colon = subject.firstIndex(of: ":"),
            ["re", "aw", "fw", "fwd", "wg"].contains(subject[..<colon].lowercased())
        {
            subject = subject[colon...].dropFirst().drop { $0 == " " }
        }
        return String(subject)
    }

    func writeInReplyTo(_ row: MessageTable.Row, _ item: StoredItem, into out: inout XMLOutput) {
        if row.answers != MessageTable.none {
            out.raw("<t:InReplyTo>")
            write(state.messages.rows[Int(row.answers)].messageID, into: &out)
            out.raw("</t:InReplyTo>")
        } else if let foreign = rare(row, item)?.foreignInReplyTo {
            write("InReplyTo", foreign, into: &out)
        }
    }

    /// At most 20 references, the oldest first.
    func writeReferences(_ row: MessageTable.Row, _ item: StoredItem, into out: inout XMLOutput) {
        var chain: [MessageTable.Text] = []
        var answers = row.answers
        while answers != MessageTable.none, chain.count < 20 {
            chain.append(state.messages.rows[Int(answers)].messageID)
            answers = state.messages.rows[Int(answers)].answers
        }
        if chain.isEmpty {
            if let foreign = rare(row, item)?.foreignInReplyTo { write("References", foreign, into: &out) }
            return
        }
        out.raw("<t:References>")
        for (index, reference) in chain.reversed().enumerated() {
            if index > 0 { out.raw(" ") }
            write(reference, into: &out)
        }
        out.raw("</t:References>")
    }

    func writeHeaders(_ row: MessageTable.Row, into out: inout XMLOutput) {
        let all = state.messages.headerSets[Int(row.headers)]
        var chosen: [(String, String)] = []
        if shape.wantsAllHeaders {
            chosen = all.map { ($0.name, $0.value) }
            chosen.append(("Message-ID", state.messages.string(row.messageID)))
        } else {
            for (key, name) in shape.headers {
                if key == "message-id" {
                    chosen.append((name, state.messages.string(row.messageID)))
                } else if let header = all.first(where: { $0.name.lowercased() == key }) {
                    chosen.append((name, header.value))
                }
            }
        }
        guard !chosen.isEmpty else { return }
        out.raw("<t:InternetMessageHeaders>")
        for (name, value) in chosen {
            out.raw("<t:InternetMessageHeader HeaderName=\"")
            out.text(name)
            out.raw("\">")
            out.text(value)
            out.raw("</t:InternetMessageHeader>")
        }
        out.raw("</t:InternetMessageHeaders>")
    }
}
