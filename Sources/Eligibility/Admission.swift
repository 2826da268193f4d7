package import Interactions

/// The permission to use one mailbox's Exchange data, as of one decision. Only `Policy` can make one.
package struct Admission: Hashable, Sendable {
    package let mailbox: Mailbox
    package let decision: Decision.ID

    init(mailbox: Mailbox, decision: Decision.ID) {
        self.mailbox = mailbox
        self.decision = decision
    }

    /// Lets `sighting` through to a store, or nil if it comes from another mailbox than the one that was decided on.
    package func admit(_ sighting: Sighting) -> Admitted<Sighting>? {
        sighting.mailbox == mailbox.id ? Admitted(value: sighting, decision: decision) : nil
    }
}

/// Exchange data that may be stored: the compiler lets nobody outside this module make one.
package struct Admitted<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value
    package let decision: Decision.ID

    init(value: Value, decision: Decision.ID) {
        self.value = value
        self.decision = decision
    }
}
