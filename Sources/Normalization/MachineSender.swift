import Interactions

/// Addresses that say by their local part that a machine writes and nobody reads.
enum MachineSender {
    private typealias Word = ArraySlice<UInt8>

    private static let names = WordList([
        "alert", "alerts", "autoconfirm", "autoreply", "bounce", "bounces", "daemon", "mailerdaemon", "newsletter",
        "newsletters", "notification", "notifications", "notify", "postmaster",
    ])

    /// That nobody reads an answer, in languages of organisations that have a CRM; also as a part of the name, as in
    /// `drive-shares-noreply`.
    private static let parts = WordList([
        "donotreply", "donotrespond", "noreply", "noresponse", "nichtantworten", "bittenichtantworten", "keineantwort",
        "nepasrepondre", "nerepondezpas", "sansreponse", "noresponder", "norespondas", "naoresponda", "naoresponder",
        "nonrispondere", "nonrispondete", "nietbeantwoorden", "nietreageren", "svaraej", "svarainte", "ikkesvar",
        "svarikke", "nieodpowiadaj", "neodpovidat", "neodpovidejte",
    ])

    /// Returned mail comes to `bounce-4711-ann=contoso.example`, so that it says whose mail was returned.
    private static let returned = WordList(["bounce", "bounces"])

    /// Exchange itself, which reports what could not be delivered: with 32 digits of the organisation's own behind it.
    private static let exchange = Array("microsoftexchange".utf8)

    /// Points, hyphens and underscores, and what follows a plus sign, do not count.
    static func matches(_ address: EmailAddress) -> Bool {
        let local = address.text.utf8.prefix { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "+") }
        let words = Array(local).split { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        let name = Array(words.joined())
        return names.contains(name[...]) || isExchange(name) || words.count > 1 && returned.contains(words[0])
            || hasPart(words)
    }

    /// A part begins and ends a word of the name, or is some of its words together: `leonore.plym` has none, though
    /// `noreply` is in it.
    private static func hasPart(_ words: [Word]) -> Bool {
        let words = words.map(withoutNumber)
        return words.indices.contains { first in
            if parts.beginOrEnd(words[first]) { return true }
            var together: [UInt8] = []
            return words[first...].contains { word in
                together += word
                return parts.contains(together[...])
            }
        }
    }

    private static func withoutNumber(_ word: Word) -> Word {
        var rest = word
        while let last = rest.last, (0x30...0x39).contains(last) { rest = rest.dropLast() }
        return rest
    }

    private static func isExchange(_ name: [UInt8]) -> Bool {
        name.count == exchange.count + 32 && name.starts(with: exchange)
            && name[exchange.count...].allSatisfy { UnicodeScalar($0).properties.isASCIIHexDigit }
    }
}
