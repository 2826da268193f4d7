import Interactions
import Scoring

extension SettingTable {
    static let results = scoring + introductions

    private static let scoring = [
        Setting(
            "scoring.frequency",
            .choice(default: ScoringOptions().frequency),
            "How often people are usually in touch where a relationship has no rhythm of its own yet."
        ),
        Setting(
            "scoring.weights.email",
            .number(ScoringOptions.Weights.range, default: ScoringOptions().weights.email),
            "How much a mail counts; 6 is neutral."
        ),
        Setting(
            "scoring.weights.meeting",
            .number(ScoringOptions.Weights.range, default: ScoringOptions().weights.meeting),
            "How much a meeting counts; 6 is neutral."
        ),
        Setting(
            "scoring.weights.phoneCall",
            .number(ScoringOptions.Weights.range, default: ScoringOptions().weights.phoneCall),
            "How much a phone call counts; 6 is neutral."
        ),
        importance("strength", "what was built up"),
        importance("value", "what open opportunities may bring"),
        importance("closeDate", "how soon open opportunities close, and whether that is ever a reason to look,"),
        importance("people", "how many people take part"),
        Setting(
            "scoring.good",
            .number(2...100, default: ScoringOptions().bounds.good),
            "From which health on a relationship is good."
        ),
        Setting(
            "scoring.fair",
            .number(1...99, default: ScoringOptions().bounds.fair),
            "From which health on a relationship is fair; less than scoring.good."
        ),
        Setting(
            "scoring.businessHours",
            .text("opening, closing and distance from UTC such as 09:00-17:30+01:00"),
            "Only these hours count in response times. Without it, all do."
        ),
        Setting(
            "scoring.language",
            .choice(Language.self, default: .english),
            "In which language sentences about numbers, and reasons to look at a relationship, are written."
        ),
    ]

    private static func importance(_ key: String, _ what: String) -> Setting {
        Setting(
            "scoring.importance.\(key)",
            .number(ScoringOptions.ImportanceWeights.range, default: 6),
            "How much \(what) adds to the importance of a relationship; 6 is neutral, 0 leaves it out."
        )
    }

    private static let introductions = [
        Setting(
            "introductions.hidden",
            .list("of SMTP addresses"),
            "Colleagues who are never named as introducers."
        ),
        Setting(
            "introductions.blocked",
            .list("of SMTP addresses and domains"),
            "To whom nobody is introduced."
        ),
        Setting(
            "introductions.language",
            .choice(Language.self, default: .english),
            "In which language a request for an introduction is written."
        ),
        Setting(
            "introductions.requestFile",
            .path(.file),
            "A text of one's own in place of ours; introductions.md says what may stand in it."
        ),
    ]
}
