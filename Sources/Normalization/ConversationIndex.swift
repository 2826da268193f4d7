/// Where a mail stands in its thread: a header of 22 bytes, which every answer in every mailbox copies, and five more
/// bytes for each answer.
///
/// <https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxomsg/9e994fbb-b839-495f-84e3-2c8c02c7dd9b>
struct ConversationIndex: Hashable {
    /// The identifier in bytes 6 to 21 of the header.
    let thread: ArraySlice<UInt8>
    let isReply: Bool

    private static let headerLength = 22
    private static let identifier = 6..<22

    /// Nil if it is not base64, too short, or has the identifier zero, which stands for none.
    init?(base64: String) {
        var base64 = base64
        guard let index = base64.withUTF8({ Self(base64: $0) }) else { return nil }
        self = index
    }

    private init?(base64: UnsafeBufferPointer<UInt8>) {
        let text = base64.prefix { $0 != UInt8(ascii: "=") }
        let length = text.count * 6 / 8
        guard length >= Self.headerLength else { return nil }
        var header: [UInt8] = []
        header.reserveCapacity(Self.headerLength + 3)
        var bits: UInt32 = 0
        var bitCount = 0
        for digit in text {
            guard let value = Self.value(digit) else { return nil }
            guard header.count < Self.headerLength else { continue }
            bits = bits << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                header.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
            }
        }
        thread = header[Self.identifier]
        isReply = length > Self.headerLength
        guard thread.contains(where: { $0 != 0 }) else { return nil }
    }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a") + 26)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0") + 52)
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
