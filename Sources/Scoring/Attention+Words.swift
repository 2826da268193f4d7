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
                ? "they wrote \(waitingCount == 1 ? "once" : "\(waitingCount) times"), last \(Self.ago(days)), no answer"
                : "sie haben \(Self.mal(waitingCount)) geschrieben, zuletzt \(Self.vor(days)), keine Antwort"
        case .closing: return closing(score, at: now, in: language)
        case .silent: return silence(score, in: language)
        case .declining:
            return isEnglish
                ? "health fell from \(former) to \(points)" : "Gesundheit fiel von \(former) auf \(points)"
        case .unheard:
            switch (language, wasEverHeard) {
            case (.english, true): return "we wrote \(unheardCount) times since we last heard from them, no answer"
            case (.english, false): return "we wrote \(unheardCount) times and never heard from them"
            case (.german, true):
                return
                    "wir haben \(Self.mal(unheardCount)) geschrieben, seit sie sich zuletzt gemeldet haben, keine Antwort"
            case (.german, false):
                return "wir haben \(Self.mal(unheardCount)) geschrieben, und sie haben sich nie gemeldet"
            }
        case .poor:
            return isEnglish ? "health is \(points) of 100" : "Gesundheit ist \(points) von 100"
        }
    }

    /// A rhythm is told where there was one, else what the setting expects.
    private func silence(_ score: Score, in language: Language) -> String {
        let silent = silentDays ?? 0
        switch (language, score.isRhythmLearnt) {
        case (.english, true):
            return "usual rhythm \(language.count(score.interval, "day", "days")), silent for \(silent)"
        case (.english, false):
            return "silent for \(language.count(silent, "day", "days")), "
                + "expected every \(score.interval == 1 ? "day" : "\(score.interval) days")"
        case (.german, true):
            return "sonst \(Self.alle(score.interval)) Kontakt, seit \(language.count(silent, "Tag", "Tagen")) keiner"
        case (.german, false):
            return "seit \(language.count(silent, "Tag", "Tagen")) kein Kontakt, erwartet \(Self.alle(score.interval))"
        }
    }

    private func closing(_ score: Score, at now: Int64, in language: Language) -> String {
        let today = now.flooredDivision(by: Span.day).quotient
        let date = language.day(
            CivilDate(dayNumber: Int(closeDay ?? today)),
            from: CivilDate(dayNumber: Int(today))
        )
        let isOver = closeDay ?? today < today
        var parts: [String]
        switch language {
        case .english:
            parts = ["\(isOver ? "was to close" : "closes") on \(date)", "no meeting planned"]
            if score.circle.outside == 0 { parts.append("nobody involved yet") }
            if score.circle.outside == 1 { parts.append("only one contact involved") }
            if let silentDays, silentDays > score.interval { parts.append("silent for \(silentDays) days") }
        case .german:
            parts = [isOver ? "sollte am \(date) abgeschlossen sein" : "Abschluss am \(date)", "kein Termin geplant"]
            if score.circle.outside == 0 { parts.append("noch niemand beteiligt") }
            if score.circle.outside == 1 { parts.append("nur ein Kontakt beteiligt") }
            if let silentDays, silentDays > score.interval { parts.append("seit \(silentDays) Tagen still") }
        }
        return parts.joined(separator: ", ")
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
