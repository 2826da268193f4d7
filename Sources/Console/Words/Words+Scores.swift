import Engine
import Interactions
import Scoring

extension Words {
    /// Why a relationship needs attention; empty where nothing is wrong.
    func reason(_ record: Int, _ relationships: Relationships) -> String {
        let score = relationships.board.scores[record]
        return sentence(relationships.attentions[record], score, relationships)
    }

    /// Why a record itself needs attention, also where a list of relationships tells it by a contact.
    ///
    /// - Parameter reference: as answers name it.
    func ownReason(_ reference: String, _ relationships: Relationships) -> String {
        guard let position = CRMReference(text: reference).flatMap({ relationships.index.position(of: $0) }) else {
            return ""
        }
        let score = relationships.board.scores[position]
        return sentence(score.attention, score, relationships)
    }

    private func sentence(_ attention: Attention, _ score: Score, _ relationships: Relationships) -> String {
        let words = attention.words(score, at: relationships.board.now, in: language) ?? ""
        return words.prefix(1).uppercased() + words.dropFirst()
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
