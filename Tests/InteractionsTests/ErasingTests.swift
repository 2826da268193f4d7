import Interactions
import Testing

@Suite struct ErasingTests {
    /// Roles by first letter (sender, organizer, to, cc, attendee, room), then who; internal if in upper case.
    private static func participants(_ text: String) -> [Participant] {
        text.split(separator: " ").map { word in
            let roles: [Character: Participant.Role] = [
                "s": .sender, "o": .organizer, "t": .to, "c": .cc, "a": .requiredAttendee, "r": .resource,
            ]
            let name = word.dropFirst()
            return Participant(
                role: roles[word.first ?? "t"] ?? .to,
                address: .directory("cn=\(name.lowercased())"),
                isInternal: name == name.uppercased(),
                response: word.first == "a" ? .accepted : nil
            )
        }
    }

    private static func interaction(_ text: String, counts: (Int, Int), flags: Interaction.Flags = []) -> Interaction {
        Interaction(
            id: InteractionID(KeyedHash(high: 1, low: 2)),
            kind: .meeting,
            direction: .outbound,
            occurredAt: Timestamp(microseconds: 3),
            durationSeconds: 4,
            conversation: ConversationID(KeyedHash(high: 5, low: 6)),
            flags: flags,
            internalCount: counts.0,
            externalCount: counts.1,
            subject: .text("s"),
            participants: participants(text)
        )
    }

    private struct Case: CustomTestStringConvertible, Sendable {
        let before: String
        let counts: (Int, Int)
        /// Nil if nothing is left.
        let after: String?
        let left: (Int, Int)

        var testDescription: String { before }

        init(_ before: String, _ counts: (Int, Int), _ after: String?, _ left: (Int, Int) = (0, 0)) {
            (self.before, self.counts, self.after, self.left) = (before, counts, after, left)
        }
    }

    /// `x` and `Y` are the ones who are erased.
    @Test(arguments: [
        Case("sA tb tc", (1, 2), "sA tb tc", (1, 2)),
        Case("sA tb tx", (1, 2), "sA tb", (1, 1)),
        Case("sA tb tx cY", (2, 2), "sA tb", (1, 1)),
        Case("sA tb tx cx", (1, 2), "sA tb", (1, 1)),
        // A counterpart of one.
        Case("sA tx", (1, 1), nil),
        Case("sA cA tx", (1, 1), nil),
        Case("sA tx cY", (2, 1), nil),
        // Who wrote or invited.
        Case("sx tA tb", (1, 2), nil),
        Case("oY aB ac", (2, 1), nil),
        Case("oY aY aB ac", (2, 1), nil),
        // Rooms are nobody.
        Case("oA ax rB", (1, 1), nil),
        Case("oA ax ab rC", (1, 2), "oA ab rC", (1, 1)),
        Case("oA ab rx", (1, 1), "oA ab", (1, 1)),
        // What was alone before is left alone.
        Case("oA", (1, 0), "oA", (1, 0)),
        Case("", (0, 0), "", (0, 0)),
        Case("tx", (0, 1), nil),
        // Counts that are too small to be true.
        Case("sA tb tx", (0, 0), "sA tb", (0, 0)),
    ])
    private func `Only others are left, or nothing`(_ example: Case) {
        let erased: Set<Participant.Address> = [.directory("cn=x"), .directory("cn=y")]
        let left = Self.interaction(example.before, counts: example.counts).erasing(erased.contains)
        #expect(left == example.after.map { Self.interaction($0, counts: example.left) })
    }

    @Test func `Of a truncated list the counts lose those who were listed`() {
        let before = Self.interaction("sA tb tx", counts: (1, 900), flags: .truncated)
        let left = before.erasing { $0 == .directory("cn=x") }
        #expect(left == Self.interaction("sA tb", counts: (1, 899), flags: .truncated))
    }

    @Test func `Several go together as they go one by one`() {
        let words = ["sA", "sx", "oY", "tA", "tb", "tx", "tY", "cb", "cx", "aC", "ax", "rb", "rx"]
        let pairs = words.flatMap { first in words.map { "\(first) \($0)" } }
        for text in pairs.flatMap({ pair in words.map { "\(pair) \($0)" } }) {
            let before = Self.interaction(text, counts: (9, 9))
            let (first, second) = (Participant.Address.directory("cn=x"), Participant.Address.directory("cn=y"))
            let together = before.erasing { $0 == first || $0 == second }
            #expect(before.erasing { $0 == first }?.erasing { $0 == second } == together, "\(text)")
            #expect(before.erasing { $0 == second }?.erasing { $0 == first } == together, "\(text)")
        }
    }
}
