import Interactions

extension SummaryStatement {
    /// The sentence in English.
    var english: String {
        switch self {
        case .moreOften(let kind, let ours, let theirs):
            Self.englishComparison(kind, ours, theirs)
        case .answers(let answered, let asked, let seconds, let isOurs):
            "\(isOurs ? "You" : "They") answered \(answered) of \(Self.conversations(asked)) that "
                + "\(isOurs ? "they" : "you") began"
                + (seconds.map { ", on average after \(Language.english.hours($0)) hours." } ?? ".")
        case .faster(let seconds) where seconds > 0:
            "You answer \(Language.english.hours(seconds)) hours faster than they do."
        case .faster(let seconds): "They answer \(Language.english.hours(-seconds)) hours faster than you do."
        case .hours(let ours, let theirs):
            "Your team spent \(Language.english.hours(ours)) hours, they spent \(Language.english.hours(theirs))."
        case .circle(let circle):
            "\(circle.outside) on their side and \(circle.inside) on yours took part."
        case .waiting(let count):
            count == 1 ? "One mail of theirs waits for your answer." : "\(count) mails of theirs wait for your answer."
        case .last(let days, let rhythm, let isLearnt):
            "The last contact was \(Self.ago(days)); \(isLearnt ? "usual" : "expected") is one every "
                + (rhythm == 1 ? "day." : "\(rhythm) days.")
        case .next(let days, let kind):
            "The next \(kind == .meeting ? "meeting" : "call") is \(Self.ahead(days))."
        case .nothingAhead: "No meeting or call is planned."
        }
    }

    private static func englishComparison(_ kind: Interaction.Kind, _ ours: Int64, _ theirs: Int64) -> String {
        let (verb, one, several) =
            switch kind {
            case .email: ("sent", "mail", "mails")
            case .meeting: ("called", "meeting", "meetings")
            case .phoneCall: ("made", "call", "calls")
            }
        let more = ours - theirs
        if more == 0 { return "You \(verb) as many \(several) as they did: \(ours)." }
        let number = "\(more.magnitude) more \(more.magnitude == 1 ? one : several)"
        return more > 0
            ? "You \(verb) \(number) than they did (\(ours) and \(theirs))."
            : "They \(verb) \(number) than you did (\(theirs) and \(ours))."
    }

    private static func conversations(_ count: Int64) -> String {
        Language.english.count(count, "conversation", "conversations")
    }

    private static func ago(_ days: Int64) -> String {
        days == 0 ? "within the last 24 hours" : "\(Language.english.count(days, "day", "days")) ago"
    }

    private static func ahead(_ days: Int64) -> String {
        days == 0 ? "today" : days == 1 ? "tomorrow" : "in \(days) days"
    }
}
