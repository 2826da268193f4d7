extension ItemWriter {
    var addressForm: Party.AddressForm { shape.audience == .getItem ? .resolved : .raw }

    /// Writes `<t:tag><t:Mailbox>…`; nothing for nobody.
    func write(_ tag: StaticString, party: UInt32, into out: inout XMLOutput) {
        guard party != MessageTable.none else { return }
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        state.parties[PartyNumber(value: party)].writeMailbox(addressForm, into: &out)
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }

    /// Writes a list of people; nothing for an empty one.
    func write(_ tag: StaticString, parties: ArraySlice<PartyNumber>, into out: inout XMLOutput) {
        guard !parties.isEmpty else { return }
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        for party in parties { state.parties[party].writeMailbox(addressForm, into: &out) }
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }

    /// Writes names only, as `DisplayTo` has them.
    func write(_ tag: StaticString, namesOf parties: ArraySlice<PartyNumber>, into out: inout XMLOutput) {
        let names = parties.map { number in
            let party = state.parties[number]
            return party.name.isEmpty ? party.address ?? "" : party.name
        }
        write(tag, names.joined(separator: "; "), into: &out)
    }
}

extension Party {
    /// How a person is written.
    enum AddressForm {
        /// GetItem: SMTP where there is an address.
        case resolved
        /// Listings: the distinguished name for people of the tenant.
        case raw
    }

    /// Writes `<t:Mailbox>…`.
    func writeMailbox(_ form: AddressForm, into out: inout XMLOutput) {
        out.raw("<t:Mailbox>")
        if !name.isEmpty {
            out.raw("<t:Name>")
            out.text(name)
            out.raw("</t:Name>")
        }
        if let name = distinguishedName, form == .raw || address == nil {
            out.raw("<t:EmailAddress>")
            out.text(name)
            out.raw("</t:EmailAddress><t:RoutingType>EX</t:RoutingType><t:MailboxType>OneOff</t:MailboxType>")
        } else if let address = address, !address.isEmpty {
            out.raw("<t:EmailAddress>")
            out.text(address)
            out.raw("</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>")
            out.raw(kind.markup)
            out.raw("</t:MailboxType>")
        }
        out.raw("</t:Mailbox>")
    }
}

extension Party.Kind {
    var markup: StaticString {
        switch self {
        case .mailbox: "Mailbox"
        case .oneOff: "OneOff"
        case .list: "PublicDL"
        case .contact: "Contact"
        }
    }
}
