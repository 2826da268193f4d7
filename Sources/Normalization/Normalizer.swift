package import Connector
package import Interactions

/// Turns what a service says about an item into an interaction.
///
/// Pure: the same record gives the same interaction, whichever service, mailbox or folder it came from.
package struct Normalizer: Sendable {
    /// What may be kept of subjects.
    package enum SubjectPolicy: String, Hashable, Sendable, CaseIterable {
        case none, hash, text
    }

    /// Participants listed in one interaction; counts go on beyond.
    package static let participantLimit = 500

    /// Unicode scalars kept of a subject; Outlook writes at most 255.
    package static let subjectLimit = 512

    let identity: IdentityHash
    let domains: InternalDomains
    let subjectPolicy: SubjectPolicy
    /// Tells whose addresses those are that the directory does not list.
    package let plusAddressing: PlusAddressing
    /// By the name of a mailbox, all addresses that the directory has for its owner.
    private let aliases: [Participant.Address: Set<Participant.Address>]
    /// All addresses that the directory has as somebody's own.
    private let listed: Set<Participant.Address>

    /// - Parameter directory: who is who in the organisation; only the owners of mailboxes are looked up in it.
    package init(
        identity: IdentityHash,
        internalDomains: InternalDomains,
        directory: [DirectoryEntry] = [],
        plusAddressing: PlusAddressing = .none,
        subject: SubjectPolicy = .none
    ) {
        self.identity = identity
        self.plusAddressing = plusAddressing
        var aliases: [Participant.Address: Set<Participant.Address>] = [:]
        listed = directory.reduce(into: []) { $0.formUnion($1.addresses) }
        for entry in directory where entry.addresses.count > 1 {
            for address in entry.addresses { aliases[address] = entry.addresses }
        }
        self.aliases = aliases
        self.domains = internalDomains
        self.subjectPolicy = subject
    }

    /// - Parameter owner: where the record was read; a mailbox decides the rank, and who owns a private item.
    package func normalize(_ record: SourceItem, of owner: StreamOwner) -> Normalized {
        switch (record, owner) {
        case (.mail(let mail), .mailbox(let mailbox)): normalize(mail, mailbox: mailbox)
        case (.event(let event), .mailbox(let mailbox)): normalize(event, mailbox: mailbox)
        case (.activity(let activity), .crm): normalize(activity)
        case (.row(let row), .crm): .row(row)
        case (.link(let link), .crm): .link(link)
        case (.mail, .crm), (.event, .crm), (.activity, .mailbox), (.row, .mailbox), (.link, .mailbox):
            .filtered(.wrongSource)
        }
    }

    /// What follows from the domains, for what was normalized with others.
    package var sides: SideDerivation { SideDerivation(domains) }

    /// The same for what was read in a mailbox.
    package func normalize(_ record: SourceItem, mailbox: Mailbox) -> Normalized {
        normalize(record, of: .mailbox(mailbox))
    }

    func owner(of mailbox: Mailbox, named: [Participant.Address]) -> MailboxOwner {
        MailboxOwner(
            mailbox,
            named: named,
            aliases: aliases[.smtp(mailbox.address)] ?? [],
            plusAddressing: plusAddressing,
            listed: listed
        )
    }

    /// Differs whenever the owner of a mailbox is known by other addresses, plus signs or not; empty if by none but the
    /// mailbox's name.
    package func ownerFingerprint(_ mailbox: Mailbox) -> String {
        let plus = plusAddressing.domains?.contains(mailbox.address) ?? false ? " plus" : ""
        guard let addresses = aliases[.smtp(mailbox.address)] else { return plus }
        return plus + " owner=\(identity(.owner, addresses.map(\.text).sorted().joined(separator: "\n")))"
    }

    func subject(_ text: String?) -> Interaction.Subject {
        guard let text, !text.isEmpty else { return .none }
        return switch subjectPolicy {
        case .none: .none
        case .hash: .hash(identity(.subject, text))
        case .text: .text(String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.subjectLimit))))
        }
    }

    /// A private or confidential item counts as its owner's time and says nothing else.
    ///
    /// Each owner has an interaction of his own, because a shared one would tell who else was there.
    func timeOnly(
        _ id: InteractionID,
        kind: Interaction.Kind,
        occurredAt: Timestamp,
        durationSeconds: Int,
        flags: Interaction.Flags,
        owner: MailboxOwner
    ) -> Normalized {
        let interaction = Interaction(
            id: InteractionID(identity(.privateItem, id.description, owner.address.text)),
            kind: kind,
            direction: .internal,
            occurredAt: occurredAt,
            durationSeconds: durationSeconds,
            flags: flags.union(.private),
            internalCount: 1,
            externalCount: 0,
            participants: [Participant(role: .owner, address: .smtp(owner.address), isInternal: true)]
        )
        return .interaction(interaction, rank: .own)
    }

    /// - Parameters:
    ///   - sender: or who called for a meeting; nil if nobody knows.
    ///   - isOutgoing: what else is known of the direction, where there is no sender.
    func direction(
        from sender: Participant.Address?,
        isOutgoing: Bool? = nil,
        in people: ParticipantList
    ) -> Interaction.Direction {
        let isOurs = sender.map(people.isInternal) ?? isOutgoing ?? (people.internalCount > 0)
        return Interaction.Direction(isOurs: isOurs, reachesOutside: people.externalCount > 0)
    }

    /// The listed participants, and the flag that says that there are more.
    func listed(_ people: ParticipantList) -> (participants: [Participant], flags: Interaction.Flags) {
        let all = people.sorted
        return all.count > Self.participantLimit ? (Array(all.prefix(Self.participantLimit)), .truncated) : (all, [])
    }
}
