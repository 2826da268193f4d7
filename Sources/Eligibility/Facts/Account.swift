/// What kind of account a mailbox belongs to.
package struct Account: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A person's own mailbox.
        case user
        case shared, room, equipment
        /// A user without a mailbox.
        case none
    }

    package let kind: Kind
    package let isEnabled: Bool
    package let isGuest: Bool

    package init(kind: Kind, isEnabled: Bool, isGuest: Bool) {
        self.kind = kind
        self.isEnabled = isEnabled
        self.isGuest = isGuest
    }
}
