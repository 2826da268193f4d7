import Interactions
import Scoring
package import Settings

/// Who can introduce somebody, as every face shows it.
package struct IntroductionListing: Encodable {
    package struct Row: Encodable {
        package let name: String
        package let address: String
        package let band: String
        /// 0 to 99.
        package let strength: Int
        package let twoWay: Bool
        package let emails: Int64
        package let meetings: Int64
        package let calls: Int64
        package let last: ScoreListing.Moment
        /// The latest first; nil if it was not asked for.
        package let interactions: [Behind]?
    }

    package struct Behind: Encodable {
        package let moment: ScoreListing.Moment
        /// The number of the interaction's record in the export.
        package let sequence: Int64
    }

    package let target: String
    package let introducers: [Row]
    /// The draft of a request to the first of them, if it was asked for.
    package private(set) var request: String?
    /// A link that opens the draft in a mail program (RFC 6068).
    package private(set) var mailto: String?
    /// `exchange`, or `crm` if it stands on CRM data alone.
    package let basis: String
    package let scoringVersion = ScoringVersion.current
    /// Of the first of them, as the CRM has it; for the request alone.
    private let firstName: String?

    private enum CodingKeys: CodingKey {
        case target, introducers, request, mailto, basis, scoringVersion
    }

    package init(
        _ target: IntroductionTarget,
        of relationships: Relationships,
        isExplained: Bool,
        limit: Int = Introductions.limit
    ) async throws {
        let introductions = relationships.introductions()
        let found = introductions.introducers(to: [target.persons])[0].prefix(limit)
        let names = try await relationships.names(of: found.map(\.person))
        let addresses = try await relationships.people.addresses(of: found.map(\.person))
        self.target = target.name
        firstName = found.first.flatMap { relationships.index.row(of: $0.person)?.firstName }
        basis = relationships.basis
        introducers = found.map { introducer in
            Row(
                name: names[introducer.person] ?? "",
                address: addresses[introducer.person]?.text ?? "",
                band: introducer.band.rawValue,
                strength: introducer.strength,
                twoWay: introducer.isTwoWay,
                emails: introducer.emails,
                meetings: introducer.meetings,
                calls: introducer.calls,
                last: ScoreListing.Moment(introducer.last),
                interactions: isExplained
                    ? introductions.interactions(of: introducer.person, with: target.persons).map { position in
                        Behind(
                            moment: ScoreListing.Moment(relationships.board.history.moment(at: position)),
                            sequence: relationships.board.history.number(at: position)
                        )
                    } : nil
            )
        }
    }

    /// Adds the draft of a request to the best of them, if there is anybody.
    ///
    /// - Throws: `EngineError` if the text of one's own cannot be used.
    package mutating func draftRequest(_ settings: IntroductionSettings) throws {
        guard let first = introducers.first else { return }
        request = try IntroductionRequest(settings).text(
            introducer: first.name,
            firstName: firstName,
            band: Introducer.Band(rawValue: first.band) ?? .unknown,
            target: target,
            last: CivilDate(iso8601: LocalTime.day(first.last.at)).map { settings.language.day($0) } ?? first.last.at
        )
        mailto = request.flatMap {
            first.address.contains("@") ? MailDraft(Harmless.text($0)).link(to: first.address) : nil
        }
    }
}
