/// A host's name or address, with a port if it is not 443, in lower case.
struct HostName: Hashable, Sendable {
    let text: String

    /// Nil unless it consists of labels of ASCII letters, digits and hyphens, as RFC 1123, 2.1 says, and a port.
    init?(_ raw: some StringProtocol) {
        var text = raw.lowercased()
        if text.hasSuffix(":443") { text.removeLast(4) }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts[0].count <= 253 else { return nil }
        if parts.count == 2 {
            guard (1...5).contains(parts[1].count), let port = UInt16(Substring(parts[1])), port > 0 else { return nil }
        }
        for label in parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard (1...63).contains(label.count), label.first != UInt8(ascii: "-"), label.last != UInt8(ascii: "-"),
                label.allSatisfy({ Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") })
            else { return nil }
        }
        self.text = text
    }

    /// Without the port.
    private var labels: [Substring] {
        text.prefix { $0 != ":" }.split(separator: ".")
    }

    /// Under a company's control, as far as a name can tell.
    ///
    /// That is no top-level domain, none in which a registry sells names, like `co.uk`, and not the Autodiscover host
    /// of one either: strangers own those, and clients that looked for a server one level up sent them passwords. An
    /// address of digits is nobody's domain.
    var isBelowRegistry: Bool {
        var labels = labels
        if labels.count > 1, labels[0] == "autodiscover" { labels.removeFirst() }
        guard labels.count > 1, let top = labels.last, top.utf8.contains(where: { $0 > UInt8(ascii: "9") }) else {
            return false
        }
        return labels.count > 2 || top.utf8.count > 2 || !Self.registryLabels.contains(String(labels[0]))
    }

    /// Whether this is `domain` or lies in it.
    func isIn(_ domain: HostName) -> Bool {
        labels.reversed().starts(with: domain.labels.reversed())
    }

    private static let registryLabels: Set<String> = [
        "ac", "co", "com", "edu", "gov", "go", "mil", "ne", "net", "or", "org",
    ]

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
