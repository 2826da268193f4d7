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
            let tail = tail(of: identifier)
            out.base64(tail.high, digits: 8)
            out.base64(tail.low, digits: 8)
        }

        /// - Throws: `ErrorInvalidIdMalformed`, or `ErrorItemNotFound` for the id of another mailbox.
        func read(_ text: String) throws(Refusal) -> Identifier {
            let text = Array(text.utf8)
            guard text.count == itemPrefix.count + 16, let tail = Base64.decode(text[itemPrefix.count...]),
                let kind = Kind(rawValue: tail[0])
            else { throw .invalidID }
            let prefix = kind == .folder ? folderPrefix : itemPrefix
            guard text.starts(with: prefix) else {
                guard Base64.decode(text) != nil else { throw .invalidID }
                throw kind == .folder ? .folderNotFound : .itemNotFound
            }
            let identifier = Identifier(
                kind: kind,
                number: Self.integer(tail[1..<5]),
                occurrence: Self.integer(tail[5..<9])
            )
            let bits = tail.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
            let expected = self.tail(of: identifier)
            guard bits == UInt128(expected.high) << 48 | UInt128(expected.low) else { throw .invalidID }
            return identifier
        }

        /// Kind, number, occurrence and three bytes of check: 12 bytes, in two halves of 48 bits.
        private func tail(of identifier: Identifier) -> (high: UInt64, low: UInt64) {
            let kind = UInt32(identifier.kind.rawValue)
            let (number, occurrence) = (identifier.number, identifier.occurrence)
            let check = Self.hash(occurrence, from: Self.hash(number, from: Self.hash(kind, from: seed)))
            let high = UInt64(kind) << 40 | UInt64(number) << 8 | UInt64(occurrence) >> 24
            return (high, UInt64(occurrence) << 24 & 0xFFFF_FF00_0000 | UInt64(check) & 0xFF_FFFF)
        }

        private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt32 {
            bytes.reduce(0) { $0 << 8 | UInt32($1) }
        }

        /// FNV-1a.
        static func hash(_ bytes: some Sequence<UInt8>, from seed: UInt32) -> UInt32 {
            bytes.reduce(seed) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
        }

        private static func hash(_ value: UInt32, from seed: UInt32) -> UInt32 {
            var hash = seed
            for shift in stride(from: 24 as UInt32, through: 0, by: -8) {
                hash = (hash ^ (value >> shift & 0xFF)) &* 0x0100_0193
            }
            return hash
        }
    }
}
