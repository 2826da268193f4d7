package import Interactions
package import Scoring

/// What relationships are measured by: the settings under `scoring`.
package struct ScoringSettings: Sendable {
    package var options = ScoringOptions()
    /// Of the sentences that are made of numbers.
    package var language: Language

    init(_ settings: SettingsReader) {
        language = settings.choice("language", default: .english)
        options.frequency = settings.choice("frequency", default: options.frequency)
        let weights = settings.scoped(to: "weights")
        let range = ScoringOptions.Weights.range
        options.weights.email = weights.number("email", default: 6, in: range)
        options.weights.meeting = weights.number("meeting", default: 6, in: range)
        options.weights.phoneCall = weights.number("phoneCall", default: 6, in: range)
        let importance = settings.scoped(to: "importance")
        let parts: [(String, WritableKeyPath<ScoringOptions.ImportanceWeights, Int>)] = [
            ("strength", \.strength), ("value", \.value), ("closeDate", \.closeDate), ("people", \.people),
        ]
        for (key, part) in parts {
            options.importance[keyPath: part] = importance.number(
                key,
                default: 6,
                in: ScoringOptions.ImportanceWeights.range
            )
        }
        let good = settings.number("good", default: options.bounds.good, in: 2...100)
        let fair = settings.number("fair", default: options.bounds.fair, in: 1...99)
        if let bounds = ScoringOptions.Bounds(good: good, fair: fair) {
            options.bounds = bounds
        } else {
            settings.refuse("fair", "less than 'good'")
        }
        if let text = settings.text("businessHours") {
            options.businessHours = BusinessHours(text: text)
            if options.businessHours == nil {
                settings.refuse("businessHours", "opening, closing and distance from UTC such as \"09:00-17:30+01:00\"")
            }
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
