/// A value from a file, made fit for an error message: harmless on a terminal, short, and no address.
package enum ShownValue {
    private static let limit = 40

    /// In quotes, or in words if it is nothing or could be an address.
    package static func quoted(_ value: String) -> String {
        guard !value.isEmpty else { return "nothing" }
        let isAddress = value.unicodeScalars.contains { "@＠﹫".unicodeScalars.contains($0) } || value.isLegacyName
        return isAddress ? "a value that is withheld, because it could be an address" : "'\(harmless(value))'"
    }

    /// Without what a terminal could take for a command, and cut off where it gets long.
    package static func harmless(_ value: String) -> String {
        let scalars = value.unicodeScalars
        var shown = String.UnicodeScalarView()
        for scalar in scalars.prefix(limit) {
            let isHarmless: Bool =
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
                default: true
                }
            shown.append(isHarmless ? scalar : "?")
        }
        return String(shown) + (scalars.count > limit ? "…" : "")
    }
}

extension String {
    /// Whether it begins as legacy distinguished names of Exchange do.
    package var isLegacyName: Bool {
        caseFolded.utf8.starts(with: "/o=".utf8) || caseFolded.utf8.starts(with: "/cn=".utf8)
    }
}
