/// The order in which the parser wants to have what was typed.
package enum CommandWords {
    /// Puts `--config FILE` behind the command if it stands before it, and addresses that begin with a hyphen to the
    /// end, where the parser does not take them for options.
    package static func arranged(_ words: [String]) -> [String] { addressesLast(configurationInside(words)) }

    private static func configurationInside(_ words: [String]) -> [String] {
        guard let first = words.first else { return words }
        let count = first == "--config" ? 2 : first.hasPrefix("--config=") ? 1 : 0
        guard count > 0, words.count > count else { return words }
        let rest = words.dropFirst(count)
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end] + words.prefix(count) + rest[end...])
    }

    /// What follows on two hyphens alone is never an option.
    private static func addressesLast(_ words: [String]) -> [String] {
        let end = words.firstIndex(of: "--") ?? words.endIndex
        let addresses = words[..<end].filter(isAddress)
        guard !addresses.isEmpty else { return words }
        return words[..<end].filter { !isAddress($0) } + ["--"] + addresses + words[end...].dropFirst()
    }

    /// No option has an `@` in its name.
    private static func isAddress(_ word: String) -> Bool {
        let name = word.hasPrefix("--") ? word.utf8.prefix { $0 != UInt8(ascii: "=") } : word.utf8[...]
        return word.hasPrefix("-") && name.contains(UInt8(ascii: "@"))
    }
}
