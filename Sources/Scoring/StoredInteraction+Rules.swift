package import Interactions

extension StoredInteraction {
    /// What is kept in the store and counts for nobody: machines, masses, and what is private.
    private static let ignored: Interaction.Flags = [.automated, .bulk, .private]

    /// Whether it counts for anybody: it is between us and others, and of no kind that is ignored.
    package var isScored: Bool {
        flags.isDisjoint(with: Self.ignored) && direction != .internal && !isDeclinedByUs
    }

    /// Whether all of us who are invited to a meeting declined it.
    private var isDeclinedByUs: Bool {
        guard kind == .meeting, !flags.contains(.truncated) else { return false }
        let ours = participants.filter { $0.isInternal && $0.role.attends }
        return !ours.isEmpty && !ours.contains(where: \.takesPart)
    }

    /// Whether so many took part that nobody was in contact through it; `Documentation/health.md`, "Contact".
    var isCrowd: Bool {
        let people = internalCount + externalCount
        guard kind == .email else { return people > Self.mostInRoom }
        guard people > Self.mostAddressed else { return false }
        // Who escalates something adds copies; it asks no less.
        let addressed = Set(participants.lazy.filter { $0.role != .cc }.map(\.address))
        let copied = Set(participants.lazy.filter { $0.role == .cc }.map(\.address)).subtracting(addressed)
        return people - copied.count > Self.mostAddressed
    }

    /// Who wrote a mail or got it, without copies.
    private static let mostAddressed = 10
    private static let mostInRoom = 22
}

extension StoredInteraction.Part {
    /// Whether somebody takes part: who declined an invitation does not.
    package var takesPart: Bool { response != .declined }
}

extension Participant.Response? {
    /// Whether an invitation counts as accepted: it was, or what was answered is not known, as in the CRM and in copies
    /// of those who were invited.
    var accepts: Bool { self != .some(.none) && self != .some(.declined) }
}

extension InteractionID {
    /// The same in every store that saw the interaction: decides where times are equal.
    package var scoringKey: Int64 { Int64(hash.high >> 1) }
}

extension Participant.Role {
    /// Whether it is a seat in a meeting: required, optional, or the organizer's.
    var attends: Bool { self == .requiredAttendee || self == .optionalAttendee || self == .organizer }

    /// Whether a mail or call of this kind is to whom has the role.
    func isReached(by kind: Interaction.Kind) -> Bool { self == .to || (self == .cc && kind == .email) }

    /// Whether somebody in this role is heard in an interaction of this kind: `Documentation/kpis.md`, "To which
    /// record".
    func isHeard(in kind: Interaction.Kind) -> Bool {
        switch kind {
        case .meeting: attends
        case .email, .phoneCall: self == .sender || isReached(by: kind)
        }
    }
}
