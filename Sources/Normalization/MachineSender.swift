import Interactions

/// Addresses that say by their local part that a machine writes and nobody reads.
enum MachineSender {
    private static let names: [[UInt8]] = [
        "autoreply", "bounce", "bounces", "daemon", "mailerdaemon", "notification", "notifications", "postmaster",
    ].map { Array($0.utf8) }

    /// Also as a part of the name, as in `drive-shares-noreply`.
    private static let parts: [[UInt8]] = ["noreply", "donotreply"].map { Array($0.utf8) }

    /// Exchange itself, which reports what could not be delivered: with 32 digits of the organisation's own behind it.
    private static let exchange = Array("microsoftexchange".utf8)

    /// Points, hyphens and underscores, and what follows a plus sign, do not count.
    static func matches(_ address: EmailAddress) -> Bool {
        let local = address.text.utf8.prefix { $0 != UInt8(ascii: "@") && $0 != UInt8(ascii: "+") }
        let name = local.filter { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
        return names.contains(name) || isExchange(name)
            || parts.contains { part in name.indices.contains { name[$0...].starts(with: part) } }
    }

    private static func isExchange(_ name: [UInt8]) -> Bool {
        name.count == exchange.count + 32 && name.starts(with: exchange)
            && name[exchange.count...].allSatisfy { UnicodeScalar($0).properties.isASCIIHexDigit }
    }
}
