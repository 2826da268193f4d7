import Interactions

extension Attention {
    /// What a sale that closes lacks; what is open without any contact may have no date.
    func closing(_ score: Score, at now: Int64, in language: Language) -> String {
        let today = now.flooredDivision(by: Span.day).quotient
        let isEnglish = language == .english
        var parts: [String] = []
        if let closeDay {
            let date = language.day(
                CivilDate(dayNumber: Int(closeDay)),
                from: CivilDate(dayNumber: Int(today))
            )
            switch (language, closeDay < today) {
            case (.english, false): parts.append("closes on \(date)")
            case (.english, true): parts.append("was to close on \(date)")
            case (.german, false): parts.append("Abschluss am \(date)")
            case (.german, true): parts.append("sollte am \(date) abgeschlossen sein")
            }
        }
        switch (language, isPlannedLater) {
        case (.english, false) where isPlannedBeside: parts.append("no meeting about it planned")
        case (.german, false) where isPlannedBeside: parts.append("kein Termin dazu geplant")
        case (.english, false): parts.append("no meeting planned")
        case (.english, true): parts.append("no meeting planned before it closes")
        case (.german, false): parts.append("kein Termin geplant")
        case (.german, true): parts.append("vor dem Abschluss kein Termin geplant")
        }
        if isUntouched { parts.append(isEnglish ? "nobody involved yet" : "noch niemand beteiligt") }
        if isSingle {
            parts.append(isEnglish ? "only one known contact involved" : "nur ein bekannter Kontakt beteiligt")
        }
        if let silentDays, silentDays > score.interval {
            parts.append(
                isEnglish
                    ? "silent for \(language.count(silentDays, "day", "days"))"
                    : "seit \(language.count(silentDays, "Tag", "Tagen")) still"
            )
        }
        return parts.joined(separator: ", ")
    }
}
