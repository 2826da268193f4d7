extension MessageWriter {
    func writeParties(
        _ property: MessageProperty,
        of row: MessageTable.Row,
        _ item: StoredItem,
        into out: inout JSONOutput
    ) {
        let to = Int(row.recipients)
        let cc = to + Int(row.to)
        let bcc = cc + Int(row.cc)
        let parties = view.state.messages.parties
        switch property {
        case .sender: write("sender", row.sender == MessageTable.none ? row.from : row.sender, into: &out)
        case .from: write("from", row.from, into: &out)
        case .toRecipients: write("toRecipients", parties[to..<cc], into: &out)
        case .ccRecipients: write("ccRecipients", parties[cc..<bcc], into: &out)
        case .bccRecipients:
            // Only who sent a mail sees its blind copies.
            let isSender = view.owner != nil && row.from == view.owner?.value
            write("bccRecipients", isSender ? parties[bcc..<bcc + Int(row.bcc)] : [], into: &out)
        case .replyTo: write("replyTo", (rare(row, item)?.replyTo ?? [])[...], into: &out)
        default: return
        }
    }

    /// Whether it is a list's or a machine's, so that it does not come to the focused Inbox.
    func isBulk(_ row: MessageTable.Row) -> Bool {
        view.state.messages.headerSets[Int(row.headers)].contains { header in
            ["list-id", "auto-submitted", "precedence"].contains(header.name.lowercased())
        }
    }

    /// What was sent from here has no transport headers, and what was never sent; what a migration brought has,
    /// although it bears the mark of a draft.
    func writeHeaders(_ row: MessageTable.Row, _ item: StoredItem, into out: inout JSONOutput) {
        let messages = view.state.messages
        guard row.from != view.owner?.value || view.owner == nil else { return }
        guard !item.flags.contains(.draft) || row.from != MessageTable.none && row.messageID.count > 0 else { return }
        var headers = messages.headerSets[Int(row.headers)].map { ($0.name, $0.value) }
        if row.messageID.count > 0 { headers.append(("Message-ID", messages.string(row.messageID))) }
        if row.answers != MessageTable.none {
            headers.append(("In-Reply-To", messages.string(messages.rows[Int(row.answers)].messageID)))
        } else if let foreign = rare(row, item)?.foreignInReplyTo {
            headers.append(("In-Reply-To", foreign))
        }
        out.key("internetMessageHeaders")
        out.array { out in
            for (name, value) in headers {
                out.object { out in
                    out.member("name", name)
                    out.member("value", value)
                }
            }
        }
    }

    private func write(_ name: StaticString, _ party: UInt32, into out: inout JSONOutput) {
        guard party != MessageTable.none else { return }
        out.key(name)
        write(PartyNumber(value: party), into: &out)
    }

    private func write(_ name: StaticString, _ parties: ArraySlice<PartyNumber>, into out: inout JSONOutput) {
        out.key(name)
        out.array { out in
            for party in parties { write(party, into: &out) }
        }
    }

    /// Who left the organisation has nothing but a distinguished name.
    private func write(_ number: PartyNumber, into out: inout JSONOutput) {
        let party = view.state.parties[number]
        out.object { out in
            out.key("emailAddress")
            out.object { out in
                let address = party.address ?? party.distinguishedName ?? ""
                out.member("name", party.name.isEmpty ? address : party.name)
                out.member("address", address)
            }
        }
    }
}
