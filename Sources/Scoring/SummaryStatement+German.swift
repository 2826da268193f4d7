import Interactions

extension SummaryStatement {
    /// The sentence in German.
    var german: String {
        switch self {
        case .asOften(let kind, let count):
            "Ihr habt ebenso viele \(Self.dinge(kind)) \(Self.getan(kind)) wie die Gegenseite: \(count)."
        case .moreOften(let kind, let more, let most, let least, let isOurs):
            (isOurs ? "Ihr habt " : "Die Gegenseite hat ") + "\(more) \(Self.dinge(kind, more)) mehr "
                + "\(Self.getan(kind)) als \(isOurs ? "die Gegenseite" : "Ihr") (\(most) und \(least))."
        case .answers(let answered, let asked, let seconds, let isOurs):
            (isOurs ? "Ihr habt " : "Die Gegenseite hat ")
                + (asked == 1
                    ? "\(answered) von 1 Unterhaltung beantwortet, die "
                    : "\(answered) von \(asked) Unterhaltungen beantwortet, die ")
                + (isOurs ? "sie begonnen hat" : "Ihr begonnen habt")
                + (seconds.map { ", im Schnitt nach \(Language.german.hours($0)) Stunden." } ?? ".")
        case .faster(let seconds, let isOurs):
            (isOurs ? "Ihr antwortet " : "Die Gegenseite antwortet ") + Language.german.hours(seconds)
                + " Stunden schneller als \(isOurs ? "die Gegenseite" : "Ihr")."
        case .hours(let ours, let theirs):
            "Euer Team hat \(Language.german.hours(ours)) Stunden aufgewendet, die Gegenseite "
                + "\(Language.german.hours(theirs))."
        case .circle(let circle):
            "Beteiligt waren \(circle.outside) auf der Gegenseite und \(circle.inside) bei Euch."
        case .mailsWait(let count):
            count == 1
                ? "Eine Mail der Gegenseite wartet auf Eure Antwort."
                : "\(count) Mails der Gegenseite warten auf Eure Antwort."
        case .callsWait(let count):
            count == 1
                ? "Ein Anruf der Gegenseite wartet auf Euren." : "\(count) Anrufe der Gegenseite warten auf Euren."
        case .last(let days, let rhythm, let isLearnt):
            "Der letzte Kontakt war \(Self.vor(days)); \(isLearnt ? "üblich ist" : "erwartet wird") einer "
                + (rhythm == 1 ? "an jedem Tag." : "alle \(rhythm) Tage.")
        case .next(let days, let kind):
            (kind == .meeting ? "Die nächste Besprechung ist " : "Der nächste Anruf ist ")
                + (days == 0 ? "heute." : days == 1 ? "morgen." : "in \(days) Tagen.")
        case .nothingAhead: "Weder Besprechung noch Anruf ist geplant."
        }
    }

    private static func getan(_ kind: Interaction.Kind) -> String {
        switch kind {
        case .email: "geschickt"
        case .meeting: "angesetzt"
        case .phoneCall: "gemacht"
        }
    }

    private static func dinge(_ kind: Interaction.Kind, _ count: Int64 = 2) -> String {
        switch kind {
        case .email: count == 1 ? "Mail" : "Mails"
        case .meeting: count == 1 ? "Besprechung" : "Besprechungen"
        case .phoneCall: count == 1 ? "Anruf" : "Anrufe"
        }
    }

    private static func vor(_ days: Int64) -> String {
        days == 0 ? "in den letzten 24 Stunden" : "vor \(Language.german.count(days, "Tag", "Tagen"))"
    }
}
