package import Interactions
package import Scoring

/// What relationships are measured by: the settings under `scoring`.
package struct ScoringSettings: Sendable {
    package var options = ScoringOptions()
    /// Of the sentences that are made of numbers.
    package var language: Language

    init(_ settings: SettingsReader) {
        language = settings.choice("language")
        options.frequency = settings.choice("frequency")
        let weights = settings.scoped(to: "weights")
        options.weights.email = weights.number("email")
        options.weights.meeting = weights.number("meeting")
        options.weights.phoneCall = weights.number("phoneCall")
        let importance = settings.scoped(to: "importance")
        options.importance.strength = importance.number("strength")
        options.importance.value = importance.number("value")
        options.importance.closeDate = importance.number("closeDate")
        options.importance.people = importance.number("people")
        let good = settings.number("good")
        let fair = settings.number("fair")
        if let bounds = ScoringOptions.Bounds(good: good, fair: fair) {
            options.bounds = bounds
        } else {
            settings.refuse("fair", "less than 'scoring.good'")
        }
        if let text = settings.text("businessHours") {
            options.businessHours = BusinessHours(text: text)
            if options.businessHours == nil { settings.refuse("businessHours") }
        }
    }
}

extension BusinessHours {
    /// - Parameter text: for example `09:00-17:30+01:00`, or `08:30-16:00-05:00`.
    init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 17, bytes[5] == UInt8(ascii: "-"),
            [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[11])
        else { return nil }
        func minutes(_ start: Int) -> Int? {
            let digits = bytes[start..<start + 5]
            guard digits[start + 2] == UInt8(ascii: ":") else { return nil }
            let numbers = [0, 1, 3, 4].map { Int(digits[start + $0]) - 0x30 }
            guard numbers.allSatisfy({ (0...9).contains($0) }), numbers[2] < 6 else { return nil }
            return numbers[0] * 600 + numbers[1] * 60 + numbers[2] * 10 + numbers[3]
        }
        guard let opens = minutes(0), let closes = minutes(6), let offset = minutes(12) else { return nil }
        self.init(opens: opens, closes: closes, offset: bytes[11] == UInt8(ascii: "-") ? -offset : offset)
    }
}
