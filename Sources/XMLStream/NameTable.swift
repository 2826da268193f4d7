import CLibXML2

/// Tokens by the addresses at which a parser's dictionary keeps the names.
///
/// libxml2 hands out the same pointer for the same name, so telling names apart takes no string comparison.
struct NameTable: ~Copyable {
    private struct Slot: BitwiseCopyable {
        var address: UInt
        var token: UInt16
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let count: Int

    init(_ names: [[UInt8]], in dictionary: xmlDictPtr?) {
        var count = 64
        while count < names.count * 4 { count *= 2 }
        slots = .allocate(capacity: count)
        slots.initialize(repeating: Slot(address: 0, token: XMLVocabulary.unknown), count: count)
        self.count = count
        for (token, name) in names.enumerated() {
            name.withUnsafeBufferPointer { bytes in
                guard let address = xmlDictLookup(dictionary, bytes.baseAddress, Int32(bytes.count)) else { return }
                let slot = slot(of: address)
                slots[slot] = Slot(address: UInt(bitPattern: address), token: UInt16(token))
            }
        }
    }

    deinit {
        slots.deallocate()
    }

    @inline(__always)
    func token(of name: UnsafePointer<xmlChar>) -> UInt16 {
        slots[slot(of: name)].token
    }

    /// Where `name` is, or the empty slot where it would be; the table is at most a quarter full.
    @inline(__always)
    private func slot(of name: UnsafePointer<xmlChar>) -> Int {
        let address = UInt(bitPattern: name)
        var slot = Int(truncatingIfNeeded: (address &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
        while slots[slot].address != address && slots[slot].address != 0 { slot = (slot + 1) & (count - 1) }
        return slot
    }
}
