/// A header that tells mail of machines and mail to many from mail between people, by its name.
package enum MailHeader: String, CaseIterable, Hashable, Sendable {
    /// RFC 3834.
    case autoSubmitted = "Auto-Submitted"
    /// MS-OXCMAIL 2.1.3.2.22: which answers a program does not want.
    case autoResponseSuppress = "X-Auto-Response-Suppress"
    /// What programs that answer said before RFC 3834, and some say still.
    case autoReply = "X-Autoreply"
    /// The same of other programs.
    case autoRespond = "X-Autorespond"
    /// RFC 2076: bulk, list, junk.
    case precedence = "Precedence"
    /// RFC 2919.
    case listID = "List-Id"
    /// RFC 2369; its presence is enough.
    case listUnsubscribe = "List-Unsubscribe"
    /// RFC 2369; its presence is enough.
    case listPost = "List-Post"
    /// As written; it tells reports where the class is not to be had.
    case contentType = "Content-Type"

    private static let byLength: [[(name: [UInt8], header: MailHeader)]] = {
        var table = [[(name: [UInt8], header: MailHeader)]](repeating: [], count: 32)
        for header in allCases {
            let name = header.rawValue.utf8.map(lowercased)
            table[name.count].append((name, header))
        }
        return table
    }()

    /// Nil for every other name; letters of ASCII may have any size, because headers have no case (RFC 5322, 1.2.2).
    package init?(named name: String) {
        let length = name.utf8.count
        guard length < Self.byLength.count,
            let known = Self.byLength[length].first(where: {
                $0.name.elementsEqual(name.utf8.lazy.map(Self.lowercased))
            })
        else { return nil }
        self = known.header
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
