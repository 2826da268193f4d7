import Engine
import HTTPTypes

extension Route {
    /// How far reading is, as it goes on.
    static let progressPages: [Route] = [
        .events("/runs/events", for: .administrator) { call in
            let (console, words) = (call.console, call.words)
            let changes = ProgressChanges(of: console.progress, within: console.options.progressLimit)
            return .events(changes.map { ProgressRow.json($0, words) })
        },
        .api(.get, "/progress", for: .administrator) { call in
            try .json(call.console.progress.listing)
        },
    ]
}

/// One thing to know of what is being read, with the name by which the script finds its place.
struct ProgressRow {
    let id: String
    let name: String
    let value: String

    static func rows(_ listing: ProgressListing, _ words: Words) -> [ProgressRow] {
        let numbers: [(String, Int)] = [
            ("readable", listing.readable), ("reading", listing.reading), ("finished", listing.finished),
            ("failed", listing.failed), ("items", listing.items), ("waiting", listing.waiting),
        ]
        let phase = words["progress.phase.\(listing.phase.rawValue)"]
        let reasons = (listing.isMissingFacts ? [words["progress.missingFacts"]] : []) + listing.reasons
        let waitsFor = reasons.isEmpty ? "–" : reasons.joined(separator: " ")
        return [ProgressRow(id: "phase", name: words["progress.phase"], value: phase)]
            + numbers.map { ProgressRow(id: $0, name: words["progress.\($0)"], value: String($1)) }
            + [ProgressRow(id: "reasons", name: words["progress.reasons"], value: waitsFor)]
    }

    /// The values by their places, in one line.
    fileprivate static func json(_ listing: ProgressListing, _ words: Words) -> String {
        let values = rows(listing, words).map { ($0.id, $0.value) }
        return (try? AnswerText.json(Dictionary(values) { first, _ in first })) ?? "{}"
    }
}
