/// The address book with its indices.
package struct Directory: Sendable {
    package struct Entry: Sendable {
        package let user: DirectoryUser
        /// Of kinds that have one.
        package let mailbox: TenantState.MailboxNumber?
    }

    package private(set) var entries: [Entry] = []
    /// Lower-case addresses and distinguished names.
    private var positions: [String: Int] = [:]

    package init() {}

    package var users: [DirectoryUser] { entries.map(\.user) }

    /// The entry with this primary or secondary address or distinguished name, whatever the case of its letters.
    package func entry(for name: String) -> Entry? {
        positions[name.lowercased()].map { entries[$0] }
    }

    mutating func add(_ user: DirectoryUser, mailbox: TenantState.MailboxNumber?) {
        for name in Self.names(of: user) { positions[name.lowercased()] = entries.count }
        entries.append(Entry(user: user, mailbox: mailbox))
    }

    mutating func remove(_ user: DirectoryUser) {
        entries.removeAll { $0.user == user }
        positions = [:]
        for (position, entry) in entries.enumerated() {
            for name in Self.names(of: entry.user) { positions[name.lowercased()] = position }
        }
    }

    /// A deleted user can be found by nothing.
    private static func names(of user: DirectoryUser) -> [String] {
        user.kind == .deleted ? [] : [user.address, user.distinguishedName] + user.aliases
    }
}
