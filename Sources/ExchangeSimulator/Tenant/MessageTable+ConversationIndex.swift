extension MessageTable {
    /// MS-OXOMSG 2.2.1.3: a reserved byte, five of time, a GUID; and five bytes for each mail that this one answers,
    /// the first of them by the first.
    ///
    /// - Parameter content: The position of the message.
    func conversationIndex(of content: UInt32) -> [UInt8] {
        var bytes: [UInt8] = [0x01, 0xD4, 0x00, 0x00, 0x00, 0x00]
        var hash = rows[Int(content)].conversation &* 0x9E37_79B1
        while bytes.count < 22 + 5 * depth(of: content) {
            hash = hash &* 1_664_525 &+ 1_013_904_223
            bytes.append(UInt8(truncatingIfNeeded: hash >> 24))
        }
        return bytes
    }

    /// How many mails it answers, one after the other, as far as they are known.
    private func depth(of content: UInt32) -> Int {
        let row = rows[Int(content)]
        var depth = row.isRare && rareParts[content]?.foreignInReplyTo != nil ? 1 : 0
        var answered = row.answers
        while answered != Self.none, depth < 50 {
            depth += 1
            answered = rows[Int(answered)].answers
        }
        return depth
    }
}
