import Interactions

/// How Entra signs in a guest: his own address with an underscore for its `@`, `#EXT#` and a domain of the tenant.
///
/// <https://learn.microsoft.com/entra/external-id/user-properties>
enum GuestName {
    private static let mark = "#ext#"

    /// The guest's own address, nil if the text is no guest's name.
    ///
    /// The last underscore counts, because no domain has one.
    static func address(in name: EmailAddress) -> EmailAddress? {
        let local = name.text.utf8.dropLast(name.domain.utf8.count + 1)
        guard local.suffix(mark.utf8.count).elementsEqual(mark.utf8) else { return nil }
        let inner = local.dropLast(mark.utf8.count)
        guard let underscore = inner.lastIndex(of: UInt8(ascii: "_")) else { return nil }
        return EmailAddress(
            "\(Substring(inner[..<underscore]))@\(Substring(inner[inner.index(after: underscore)...]))"
        )
    }
}
