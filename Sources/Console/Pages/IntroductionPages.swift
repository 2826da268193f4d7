import Eligibility
import Engine
import HTTPTypes
import Settings

extension Route {
    /// Who knows whom: everybody sees the same colleagues.
    static let introductionPages: [Route] = [
        .page("/introductions", for: .signedIn, isPersonal: true) { call in
            let words = call.words
            guard let text = call.query["target"] else {
                return call.page(.introductions, title: words["page.introductions"], IntroductionsContent.unasked)
            }
            let (relationships, _) = try await call.sight(for: .whoKnowsWhom)
            let settings = call.engine.settings.introductions
            let target = try await IntroductionTarget(text, relationships, settings)
            var listing = try await IntroductionListing(target, of: relationships, isExplained: false)
            try listing.draftRequest(settings)
            let content = IntroductionsContent(text, listing, words)
            return call.page(.introductions, title: words["page.introductions"], content)
        }
    ]
}

/// A colleague who knows somebody.
struct IntroducerRow {
    let name: String
    let address: String
    let band: String
    let strength: Int
    let contacts: String
    let last: String

    init(_ row: IntroductionListing.Row, _ words: Words) {
        name = row.name
        address = row.address
        band = words["band.\(row.band)"]
        strength = row.strength
        contacts = [
            words.counted("mails", row.emails), words.counted("meetings", row.meetings),
            words.counted("calls", row.calls),
        ].joined(separator: ", ")
        last = words.contact(at: row.last.at, kind: row.last.kind, direction: row.last.direction)
    }
}

private struct IntroductionsContent {
    let search: String
    let isAsked: Bool
    let isEmpty: Bool
    let target: String
    let rows: [IntroducerRow]
    let draft: String
    let basis: String

    static let unasked = IntroductionsContent()

    private init() {
        (search, isAsked, isEmpty, target, rows, draft, basis) = ("", false, false, "", [], "", "")
    }

    init(_ search: String, _ listing: IntroductionListing, _ words: Words) {
        self.search = search
        isAsked = true
        isEmpty = listing.introducers.isEmpty
        target = words("introductions.target", ["target": listing.target.isEmpty ? search : listing.target])
        rows = listing.introducers.map { IntroducerRow($0, words) }
        draft = listing.request ?? ""
        basis = words["stands.\(listing.basis)"]
    }
}
