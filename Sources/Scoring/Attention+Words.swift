package import Interactions

extension Attention.Reason {
    /// `attention_reason` of the record.
    package var recordName: String {
        switch self {
        case .none: "none"
        case .waiting: "waiting"
        case .closing: "closing"
        case .silent: "silent"
        case .declining: "declining"
        case .unheard: "unheard"
        case .poor: "poor"
        }
    }
}

extension Attention {
    /// Why it needs attention, nil where nothing is wrong.
    ///
    /// - Parameters:
    ///   - score: the relationship's.
    ///   - now: the clock of the score.
    package func words(_ score: Score, at now: Int64, in language: Language = .english) -> String? {
        let isEnglish = language == .english
        let (former, points) = (formerHealth ?? 0, score.health.score ?? 0)
        switch reason {
        case .none: return nil
        case .waiting:
            let days = (now - waitingLast) / Span.day
            return isEnglish
                ? "they \(asked(in: language)), last \(Self.ago(days)), no answer"
                : "sie haben \(asked(in: language)), zuletzt \(Self.vor(days)), keine Antwort"
        case .closing: return closing(score, at: now, in: language)
        case .silent: return silence(score, in: language)
        case .declining:
            let fall =
                isEnglish
                ? "health fell from \(former) to \(points)" : "Gesundheit fiel von \(former) auf \(points)"
            return "\(fall), \(extent(in: language))"
        case .unheard:
            switch (language, contact == .both) {
            case (.english, true): return "we wrote \(unheardCount) times since we last heard from them, no answer"
            case (.english, false): return "we wrote \(unheardCount) times and never heard from them"
            case (.german, true):
                return
                    "wir haben \(Self.mal(unheardCount)) geschrieben, seit sie sich zuletzt gemeldet haben, keine Antwort"
            case (.german, false):
                return "wir haben \(Self.mal(unheardCount)) geschrieben, und sie haben sich nie gemeldet"
            }
        case .poor:
            return extent(in: language)
                + (isEnglish ? ", health is \(points) of 100" : ", Gesundheit ist \(points) von 100")
        }
    }

    /// How often they wrote and called, which waits.
    private func asked(in language: Language) -> String {
        var parts: [String] = []
        let mails = waitingCount - waitingCalls
        let isEnglish = language == .english
        if mails > 0 { parts.append(isEnglish ? "wrote \(Self.times(mails))" : "\(Self.mal(mails)) geschrieben") }
        if waitingCalls > 0 {
            parts.append(isEnglish ? "called \(Self.times(waitingCalls))" : "\(Self.mal(waitingCalls)) angerufen")
        }
        return parts.joined(separator: isEnglish ? " and " : " und ")
    }

    private static func times(_ count: Int64) -> String { count == 1 ? "once" : "\(count) times" }

    /// What a number alone does not say: who was in contact, or when last.
    private func extent(in language: Language) -> String {
        let isEnglish = language == .english
        switch contact {
        case .none: return isEnglish ? "hardly any contact" : "kaum Kontakt"
        case .onlyCopied: return isEnglish ? "only in copy" : "nur in Kopie"
        case .onlyUs: return isEnglish ? "only we were in contact" : "nur wir haben uns gemeldet"
        case .onlyThem: return isEnglish ? "only they were in contact" : "nur sie haben sich gemeldet"
        case .both:
            let days = silentDays ?? 0
            return isEnglish
                ? "last heard from them \(Self.ago(days))" : "zuletzt gemeldet haben sie sich \(Self.vor(days))"
        }
    }

    /// A rhythm is told where there was one, else what the setting expects.
    private func silence(_ score: Score, in language: Language) -> String {
        let silent = silentDays ?? 0
        switch (language, score.isRhythmLearnt) {
        case (.english, true):
            return "usual rhythm \(language.count(score.usualGap, "day", "days")), silent for \(silent)"
        case (.english, false):
            return "silent for \(language.count(silent, "day", "days")), "
                + "expected every \(score.usualGap == 1 ? "day" : "\(score.usualGap) days")"
        case (.german, true):
            return "sonst \(Self.alle(score.usualGap)) Kontakt, "
                + "seit \(language.count(silent, "Tag", "Tagen")) nichts von ihnen"
        case (.german, false):
            return "seit \(language.count(silent, "Tag", "Tagen")) nichts von ihnen gehört, "
                + "erwartet \(Self.alle(score.usualGap))"
        }
    }

    private static func mal(_ count: Int64) -> String { count == 1 ? "einmal" : "\(count)-mal" }

    private static func alle(_ days: Int64) -> String { days == 1 ? "jeden Tag" : "alle \(days) Tage" }

    private static func ago(_ days: Int64) -> String {
        days == 0 ? "less than a day ago" : "\(Language.english.count(days, "day", "days")) ago"
    }

    private static func vor(_ days: Int64) -> String {
        days == 0 ? "vor weniger als einem Tag" : "vor \(Language.german.count(days, "Tag", "Tagen"))"
    }
}
