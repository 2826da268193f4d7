/// The id of a user or application in the directory: a GUID that belongs to a name for good.
struct ObjectID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// - Parameter name: Any text; letters of either case count the same.
    init(of name: String) {
        var halves: [UInt64] = []
        for seed in [0x6c62_272e_07bb_0142, 0x62b8_2175_6295_c58d as UInt64] {
            halves.append(name.lowercased().utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
        }
        // Version 4, variant 1 (RFC 9562).
        high = halves[0] & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        low = halves[1] & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// In lower case with hyphens.
    var text: String {
        let digits = [high, low].map { half in
            let digits = String(half, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        let (first, second) = (Substring(digits[0]), Substring(digits[1]))
        return "\(first.prefix(8))-\(first.dropFirst(8).prefix(4))-\(first.suffix(4))-\(second.prefix(4))-"
            + second.dropFirst(4)
    }
}

extension Directory {
    /// The user with this object id, principal name or further address, if it has a mailbox.
    func user(_ name: String) -> Entry? {
        if let entry = entry(for: name) { return entry.mailbox == nil ? nil : entry }
        let name = name.lowercased()
        guard name.utf8.count == 36 else { return nil }
        return entries.first { $0.mailbox != nil && ObjectID(of: $0.user.address).text == name }
    }
}
