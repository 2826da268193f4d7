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
                + (seconds.map { ", im Schnitt \($0 < 60 ? "innerhalb einer Minute" : "nach \(Self.zeit($0))")." }
                    ?? ".")
        case .faster(let seconds, let isOurs):
            (isOurs ? "Ihr antwortet " : "Die Gegenseite antwortet ") + Self.zeit(seconds)
                + " schneller als \(isOurs ? "die Gegenseite" : "Ihr")."
        case .spent(let ours, let theirs):
            "Euer Team hat \(Self.zeit(ours)) aufgewendet, die Gegenseite \(Self.zeit(theirs))."
        case .circle(let circle):
            "Beteiligt waren "
                + Language.german.count(Int64(circle.outside), "bekannter Kontakt", "bekannte Kontakte")
                + " der Gegenseite und \(circle.inside) von Euch."
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

    /// Below an hour in minutes.
    private static func zeit(_ seconds: Int64) -> String {
        seconds < 3_600
            ? Language.german.count(seconds / 60, "Minute", "Minuten") : "\(Language.german.hours(seconds)) Stunden"
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
