import Interactions

extension SummaryStatement {
    /// The sentence in English.
    var english: String {
        switch self {
        case .asOften(let kind, let count):
            "You \(Self.verb(kind)) as many \(Self.things(kind)) as they did: \(count)."
        case .moreOften(let kind, let more, let most, let least, let isOurs):
            "\(isOurs ? "You" : "They") \(Self.verb(kind)) \(more) more \(Self.things(kind, more)) than "
                + "\(isOurs ? "they" : "you") did (\(most) and \(least))."
        case .answers(let answered, let asked, let seconds, let isOurs):
            "\(isOurs ? "You" : "They") answered \(answered) of \(Self.conversations(asked)) that "
                + "\(isOurs ? "they" : "you") began"
                + (seconds.map { ", on average \($0 < 60 ? "within a minute" : "after \(Self.time($0))")." } ?? ".")
        case .faster(let seconds, let isOurs):
            "\(isOurs ? "You" : "They") answer \(Self.time(seconds)) faster than "
                + "\(isOurs ? "they" : "you") do."
        case .spent(let ours, let theirs):
            "Your team spent \(Self.time(ours)), they spent \(Self.time(theirs))."
        case .circle(let circle):
            "\(Language.english.count(Int64(circle.outside), "known contact", "known contacts")) of theirs and "
                + "\(circle.inside) of yours took part."
        case .mailsWait(let count):
            count == 1 ? "One mail of theirs waits for your answer." : "\(count) mails of theirs wait for your answer."
        case .callsWait(let count):
            count == 1 ? "One call of theirs waits for yours." : "\(count) calls of theirs wait for yours."
        case .last(let days, let rhythm, let isLearnt):
            "The last contact was \(Self.ago(days)); \(isLearnt ? "usual" : "expected") is one every "
                + (rhythm == 1 ? "day." : "\(rhythm) days.")
        case .next(let days, let kind):
            "The next \(kind == .meeting ? "meeting" : "call") is \(Self.ahead(days))."
        case .nothingAhead: "No meeting or call is planned."
        }
    }

    /// Below an hour in minutes.
    private static func time(_ seconds: Int64) -> String {
        seconds < 3_600
            ? Language.english.count(seconds / 60, "minute", "minutes") : "\(Language.english.hours(seconds)) hours"
    }

    private static func verb(_ kind: Interaction.Kind) -> String {
        switch kind {
        case .email: "sent"
        case .meeting: "called"
        case .phoneCall: "made"
        }
    }

    private static func things(_ kind: Interaction.Kind, _ count: Int64 = 2) -> String {
        let one =
            switch kind {
            case .email: "mail"
            case .meeting: "meeting"
            case .phoneCall: "call"
            }
        return count == 1 ? one : one + "s"
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
