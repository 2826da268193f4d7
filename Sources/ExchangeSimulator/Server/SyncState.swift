/// How far a client has followed a folder or the hierarchy; opaque to it, and longer from round to round.
struct SyncState: Hashable, Sendable {
    enum Kind: UInt8, Sendable {
        case hierarchy = 1
        case items
    }

    var kind: Kind
    /// Folder number, or for a hierarchy that of its root.
    var folder: UInt16
    /// Whether the request named the folder at all; a hierarchy's state belongs to that form of the request.
    var isFolderNamed: Bool
    /// Positions in the log: everything before `lower` was told in earlier rounds; this round tells up to `upper`.
    var lower: UInt32
    var upper: UInt32
    /// This round goes downwards and continues below here; equal to `lower` between rounds.
    var position: UInt32
    /// Calls so far.
    var round: UInt16

    /// Written in front so that the text begins like the gzip stream that Exchange sends.
    private static let magic: [UInt8] = [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0x04]

    /// - Parameter mailbox: Whose state it is; another guid or epoch makes it useless.
    func encoded(for mailbox: SimulatedMailbox) -> [UInt8] {
        var bytes = Self.magic
        bytes += [kind.rawValue, isFolderNamed ? 1 : 0]
        for value in [Self.owner(mailbox), mailbox.epoch, UInt32(folder), lower, upper, position, UInt32(round)] {
            for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
        }
        let check = Identifier.Coder.hash(bytes, from: 0x811c_9dc5)
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: check >> shift)) }
        // Growth that means nothing, as sets of change numbers have it in the original.
        for step in 0..<(96 + 3 * Int(min(round, 2_000))) {
            bytes.append(UInt8(truncatingIfNeeded: (check &* UInt32(step + 1)) >> 13))
        }
        return Base64.encode(bytes)
    }

    /// - Throws: `ErrorInvalidSyncStateData` for a state that is damaged, too old, of another mailbox or of another
    ///   kind.
    static func decode(_ text: String, kind: Kind, for mailbox: SimulatedMailbox) throws(Refusal) -> SyncState {
        let headLength = magic.count + 2 + 7 * 4
        guard let bytes = Base64.decode(text.utf8), bytes.count > headLength + 4, bytes.starts(with: magic) else {
            throw .invalidSyncState
        }
        func integer(_ index: Int) -> UInt32 {
            let start = magic.count + 2 + index * 4
            return bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
        let state = SyncState(
            kind: kind,
            folder: UInt16(truncatingIfNeeded: integer(2)),
            isFolderNamed: bytes[magic.count + 1] == 1,
            lower: integer(3),
            upper: integer(4),
            position: integer(5),
            round: UInt16(truncatingIfNeeded: integer(6))
        )
        // Writing it again checks every byte at once: kind, owner, epoch and the check itself.
        guard Array(text.utf8) == state.encoded(for: mailbox) else { throw .invalidSyncState }
        return state
    }

    private static func owner(_ mailbox: SimulatedMailbox) -> UInt32 {
        Identifier.Coder.hash(mailbox.guid.utf8, from: 0x811c_9dc5)
    }
}
