import Connector
import Interactions
import Normalization
import Testing

/// Contoso and its people; every test changes one thing about these.
enum Sample {
    static let sent = Timestamp(microseconds: 1_750_000_000_000_000)
    static let start = Timestamp(microseconds: 1_760_000_000_000_000)
    static let hour = Duration.seconds(3_600)

    /// The first bytes of the key tell keys apart; the default is the one of `Fixtures/identities/make.py`.
    static func normalizer(
        keyStart: UInt8 = 0,
        tenant: String = "contoso",
        domains: [String] = ["contoso.example"],
        subject: Normalizer.SubjectPolicy = .none
    ) throws -> Normalizer {
        let key = (0..<IdentityHash.keyLength).map { keyStart + UInt8($0) }
        return Normalizer(
            identity: try #require(IdentityHash(key: key, tenant: tenant)),
            internalDomains: try #require(InternalDomains(domains)),
            subject: subject
        )
    }

    static func mailbox(_ name: String) throws -> Mailbox {
        Mailbox(address: try #require(EmailAddress("\(name)@contoso.example")))
    }

    /// From Ann to Bob and, outside, Zoe.
    static func mail(_ change: (inout SourceMail) -> Void = { _ in }) -> SourceItem {
        var record = SourceMail()
        record.internetMessageID = "<AbC.1@mail.contoso.example>"
        record.sentAt = sent
        record.receivedAt = sent.advanced(by: .seconds(4))
        record.from = .smtp("ann@contoso.example")
        record.sender = .smtp("ann@contoso.example")
        record.to = [.smtp("bob@contoso.example"), .smtp("zoe@fabrikam.example")]
        change(&record)
        return .mail(record)
    }

    /// Half an hour that Ann called for with Bob, who said yes, and Zoe.
    static func meeting(_ change: (inout SourceEvent) -> Void = { _ in }) -> SourceItem {
        var record = SourceEvent()
        record.uid = "meeting-1"
        record.start = start
        record.end = start.advanced(by: .seconds(1_800))
        record.organizer = .smtp("ann@contoso.example")
        record.required = [attendee("bob@contoso.example", .accepted), attendee("zoe@fabrikam.example")]
        change(&record)
        return .event(record)
    }

    static func attendee(_ address: String, _ response: Participant.Response = .none) -> SourceEvent.Attendee {
        SourceEvent.Attendee(address: .smtp(address), response: response)
    }
}

extension Normalized {
    /// Nil if filtered.
    var interaction: Interaction? {
        if case .interaction(let interaction, _) = self { interaction } else { nil }
    }

    /// Nil if filtered.
    var rank: Sighting.Rank? {
        if case .interaction(_, let rank) = self { rank } else { nil }
    }
}

extension Interaction {
    /// Each participant as `role address` and, if there is one, the response.
    var roles: [String] {
        participants.map { participant in
            "\(participant.role) \(participant.address.text)" + (participant.response.map { " \($0)" } ?? "")
        }
    }
}

/// A generator that gives the same numbers in every run (SplitMix64, Steele et al.
///
/// 2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
