/// What kind of account a mailbox belongs to, each part as far as somebody told it.
package struct Account: Hashable, Sendable {
    /// What a mailbox is for.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A person's own mailbox.
        case user
        case shared, room, equipment
        /// A user without a mailbox.
        case none
    }

    package let kind: Kind?
    package let isEnabled: Bool?
    package let isGuest: Bool?

    package init(kind: Kind?, isEnabled: Bool?, isGuest: Bool?) {
        self.kind = kind
        self.isEnabled = isEnabled
        self.isGuest = isGuest
    }

    /// Whether `other` says something else of a part that both tell.
    package func contradicts(_ other: Account) -> Bool {
        Self.differ(kind, other.kind) || Self.differ(isEnabled, other.isEnabled) || Self.differ(isGuest, other.isGuest)
    }

    private static func differ<Part: Equatable>(_ one: Part?, _ other: Part?) -> Bool {
        if let one, let other { one != other } else { false }
    }
}
