import Engine
import Interactions
import Scoring

extension Words {
    /// Why a relationship needs attention; empty where nothing is wrong.
    func reason(_ record: Int, _ relationships: Relationships) -> String {
        let attention = relationships.attentions[record]
        let score = relationships.board.scores[record]
        let day = Timestamp.microsecondsPerDay
        switch attention.reason {
        case .none: return ""
        case .waiting:
            let ago = (relationships.board.now - attention.waitingLast) / day
            return counted("attention.waiting", attention.waitingCount, ["ago": counted("ago", ago)])
        case .silent:
            return self(
                "attention.silent",
                ["rhythm": counted("days", score.interval), "silent": counted("days", attention.silentDays ?? 0)]
            )
        case .declining:
            let values = ["before": String(attention.formerHealth ?? 0), "now": String(score.health.score ?? 0)]
            return self("attention.declining", values)
        case .unheard: return counted("attention.unheard", attention.unheardCount)
        case .poor: return self("attention.poor", ["now": String(score.health.score ?? 0)])
        }
    }

    /// When, what and which way.
    func contact(at instant: String, kind: String, direction: String) -> String {
        "\(day(instant)), \(self["interaction.\(kind)"]) (\(self["direction.\(direction)"]))"
    }

    func contacts(_ person: ScoreListing.Person) -> String {
        [
            counted("mails", person.emails), counted("meetings", person.meetings), counted("calls", person.calls),
        ].joined(separator: ", ")
    }

    /// Millionths of a point as points with one decimal.
    func points(_ millionths: Int64) -> String {
        let tenths = millionths.magnitude / 100_000
        return "\(millionths < 0 ? "−" : "")\(tenths / 10)\(language == .german ? "," : ".")\(tenths % 10)"
    }
}
