/// What an ItemId or FolderId names; the ids of one mailbox share a long first part, as Exchange's do.
///
/// Case-sensitive Base64 of 114 bytes: 102 of the mailbox, then kind, number, occurrence and a check of all of it.
struct Identifier: Hashable, Sendable {
    enum Kind: UInt8, Sendable {
        case folder = 1
        case item, occurrence, conversation
    }

    let kind: Kind
    /// Of the folder, item (of an occurrence: its master) or conversation.
    let number: UInt32
    /// Original start of an occurrence in seconds since 1970, otherwise 0.
    let occurrence: UInt32

    init(folder: FolderNumber) {
        kind = .folder
        number = UInt32(folder.value)
        occurrence = 0
    }

    init(item: ItemNumber, occurrence: Int? = nil) {
        kind = occurrence == nil ? .item : .occurrence
        number = item.value
        self.occurrence = UInt32(clamping: occurrence ?? 0)
    }

    init(conversation: UInt32) {
        kind = .conversation
        number = conversation
        occurrence = 0
    }

    private init(kind: Kind, number: UInt32, occurrence: UInt32) {
        self.kind = kind
        self.number = number
        self.occurrence = occurrence
    }
}

extension Identifier {
    /// Writes and reads the ids of one mailbox.
    struct Coder: Sendable {
        private let itemPrefix: [UInt8]
        private let folderPrefix: [UInt8]
        private let seed: UInt32

        init(mailbox guid: String) {
            seed = Self.hash(guid.utf8, from: 0x811c_9dc5)
            var bytes = [0x00, 0x03, 0x24, 0x00] + Array(guid.utf8) + [0x00, 0x46, 0, 0, 0, 0, 0]
            var state = seed
            while bytes.count < 102 {
                state = state &* 1_664_525 &+ 1_013_904_223
                bytes.append(UInt8(truncatingIfNeeded: state >> 24))
            }
            itemPrefix = Base64.encode(bytes)
            bytes[0] = 0x01
            folderPrefix = Base64.encode(bytes)
        }

        func write(_ identifier: Identifier, into out: inout XMLOutput) {
            out.raw(identifier.kind == .folder ? folderPrefix : itemPrefix)
            out.raw(Base64.encode(tail(of: identifier)))
        }

        /// - Throws: `ErrorInvalidIdMalformed`, or `ErrorItemNotFound` for the id of another mailbox.
        func read(_ text: String) throws(Refusal) -> Identifier {
            let text = Array(text.utf8)
            guard text.count == itemPrefix.count + 16, Base64.decode(text) != nil,
                let tail = Base64.decode(text[itemPrefix.count...]), let kind = Kind(rawValue: tail[0])
            else { throw .invalidID }
            let prefix = kind == .folder ? folderPrefix : itemPrefix
            guard text.starts(with: prefix) else { throw kind == .folder ? .folderNotFound : .itemNotFound }
            let identifier = Identifier(
                kind: kind,
                number: Self.integer(tail[1..<5]),
                occurrence: Self.integer(tail[5..<9])
            )
            guard self.tail(of: identifier) == tail else { throw .invalidID }
            return identifier
        }

        private func tail(of identifier: Identifier) -> [UInt8] {
            var bytes = [identifier.kind.rawValue]
            bytes.reserveCapacity(12)
            for value in [identifier.number, identifier.occurrence] {
                for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
            }
            let check = Self.hash(bytes, from: seed)
            for shift in [16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: check >> shift)) }
            return bytes
        }

        private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt32 {
            bytes.reduce(0) { $0 << 8 | UInt32($1) }
        }

        /// FNV-1a.
        static func hash(_ bytes: some Sequence<UInt8>, from seed: UInt32) -> UInt32 {
            bytes.reduce(seed) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        }
    }
}
