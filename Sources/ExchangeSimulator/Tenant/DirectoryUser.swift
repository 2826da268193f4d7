/// One entry of the tenant's address book.
package struct DirectoryUser: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case user, shared, room, equipment
        /// A mail contact: in the address book, without a mailbox here.
        case contact
        /// A distribution list.
        case list
        /// Gone from the address book; old items still name it by its distinguished name.
        case deleted
    }

    package var kind: Kind
    /// Primary SMTP address.
    package var address: String
    /// Further SMTP addresses.
    package var aliases: [String]
    package var displayName: String
    /// The `legacyExchangeDN`: what Exchange shows instead of an SMTP address in folder listings.
    package var distinguishedName: String
    /// IANA name of the time zone the user works in.
    package var timeZone: String
    /// For Basic authentication; nil if the user cannot sign in.
    package var password: String?
    /// May act as every other mailbox (role ApplicationImpersonation).
    package var mayImpersonate: Bool
    /// SMTP addresses, of a list only.
    package var members: [String]

    package init(
        kind: Kind = .user,
        address: String,
        aliases: [String] = [],
        displayName: String,
        distinguishedName: String? = nil,
        timeZone: String = "Etc/UTC",
        password: String? = nil,
        mayImpersonate: Bool = false,
        members: [String] = []
    ) {
        self.kind = kind
        self.address = address
        self.aliases = aliases
        self.displayName = displayName
        self.distinguishedName = distinguishedName ?? Self.distinguishedName(for: address)
        self.timeZone = timeZone
        self.password = password
        self.mayImpersonate = mayImpersonate
        self.members = members
    }

    package var hasMailbox: Bool {
        switch kind {
        case .user, .shared, .room, .equipment: true
        case .contact, .list, .deleted: false
        }
    }

    /// The form that Exchange Online gives: a hash in front of the local part, so that it cannot be guessed.
    private static func distinguishedName(for address: String) -> String {
        let local = address.prefix { $0 != "@" }
        let digits = Array("0123456789abcdef")
        var text = ""
        for seed in [0xcbf2_9ce4_8422_2325, 0x8422_2325_cbf2_9ce4 as UInt64] {
            var hash = seed
            for byte in address.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            for shift in stride(from: 60, through: 0, by: -4) { text.append(digits[Int(hash >> UInt64(shift) & 15)]) }
        }
        return "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=\(text)-\(local)"
    }
}
