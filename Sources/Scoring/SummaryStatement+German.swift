import Interactions

extension SummaryStatement {
    /// The sentence in German.
    var german: String {
        switch self {
        case .moreOften(let kind, let ours, let theirs):
            Self.germanComparison(kind, ours, theirs)
        case .answers(let answered, let asked, let seconds, let isOurs):
            (isOurs ? "Ihr habt " : "Die Gegenseite hat ")
                + (asked == 1
                    ? "\(answered) von 1 Unterhaltung beantwortet, die "
                    : "\(answered) von \(asked) Unterhaltungen beantwortet, die ")
                + (isOurs ? "sie begonnen hat" : "Ihr begonnen habt")
                + (seconds.map { ", im Schnitt nach \(Language.german.hours($0)) Stunden." } ?? ".")
        case .faster(let seconds) where seconds > 0:
            "Ihr antwortet \(Language.german.hours(seconds)) Stunden schneller als die Gegenseite."
        case .faster(let seconds):
            "Die Gegenseite antwortet \(Language.german.hours(-seconds)) Stunden schneller als Ihr."
        case .hours(let ours, let theirs):
            "Euer Team hat \(Language.german.hours(ours)) Stunden aufgewendet, die Gegenseite "
                + "\(Language.german.hours(theirs))."
        case .circle(let circle):
            "Beteiligt waren \(circle.outside) auf der Gegenseite und \(circle.inside) bei Euch."
        case .waiting(let count):
            count == 1
                ? "Eine Mail der Gegenseite wartet auf Eure Antwort."
                : "\(count) Mails der Gegenseite warten auf Eure Antwort."
        case .last(let days, let rhythm, let isLearnt):
            "Der letzte Kontakt war \(Self.vor(days)); \(isLearnt ? "üblich ist" : "erwartet wird") einer "
                + (rhythm == 1 ? "an jedem Tag." : "alle \(rhythm) Tage.")
        case .next(let days, let kind):
            (kind == .meeting ? "Die nächste Besprechung ist " : "Der nächste Anruf ist ")
                + (days == 0 ? "heute." : days == 1 ? "morgen." : "in \(days) Tagen.")
        case .nothingAhead: "Weder Besprechung noch Anruf ist geplant."
        }
    }

    private static func germanComparison(_ kind: Interaction.Kind, _ ours: Int64, _ theirs: Int64) -> String {
        let (one, several, done) =
            switch kind {
            case .email: ("Mail", "Mails", "geschickt")
            case .meeting: ("Besprechung", "Besprechungen", "angesetzt")
            case .phoneCall: ("Anruf", "Anrufe", "gemacht")
            }
        let more = ours - theirs
        if more == 0 { return "Ihr habt ebenso viele \(several) \(done) wie die Gegenseite: \(ours)." }
        let number = "\(more.magnitude) \(more.magnitude == 1 ? one : several) mehr \(done)"
        return more > 0
            ? "Ihr habt \(number) als die Gegenseite (\(ours) und \(theirs))."
            : "Die Gegenseite hat \(number) als Ihr (\(theirs) und \(ours))."
    }

    private static func vor(_ days: Int64) -> String {
        days == 0 ? "in den letzten 24 Stunden" : "vor \(Language.german.count(days, "Tag", "Tagen"))"
    }
}
