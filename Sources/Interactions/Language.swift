/// The language of sentences that people read.
package enum Language: String, Hashable, Sendable, CaseIterable {
    case english, german
}

extension Language {
    /// How a count of something is written: `1 mail`, `3 mails`.
    package func count(_ number: Int64, _ one: String, _ several: String) -> String {
        "\(number) \(number == 1 ? one : several)"
    }

    /// A number of seconds as hours with one decimal, without the word: `3.2`, in German `3,2`.
    package func hours(_ seconds: Int64) -> String {
        let tenths = seconds / 360
        return "\(tenths / 10)\(self == .german ? "," : ".")\(tenths % 10)"
    }

    /// A day as it is said, without the year where that is today's: `12 January`, in German `12. Januar`.
    package func day(_ date: CivilDate, from today: CivilDate? = nil) -> String {
        let month = months[date.month - 1]
        let year = date.year == today?.year ? "" : " \(date.year)"
        return self == .german ? "\(date.day). \(month)\(year)" : "\(date.day) \(month)\(year)"
    }

    private var months: [String] {
        switch self {
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
        case .german:
            [
                "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                "November", "Dezember",
            ]
        }
    }
}
