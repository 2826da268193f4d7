package import Interactions

/// The permission to use one mailbox's Exchange data, as of one decision; only `EligibilityPolicy` can make one.
///
/// Or that to use what the CRM itself tells, which everybody always has.
package struct Admission: Hashable, Sendable {
    package let owner: StreamOwner
    package let decision: Decision.ID

    /// CRM data is never filtered: neither by consent, nor by location or role.
    package static let crm = Admission(owner: .crm, decision: Decision.ID("v\(EligibilityPolicy.version):crm"))

    init(mailbox: Mailbox, decision: Decision.ID) {
        self.init(owner: .mailbox(mailbox), decision: decision)
    }

    private init(owner: StreamOwner, decision: Decision.ID) {
        self.owner = owner
        self.decision = decision
    }

    /// Lets `sighting` through to a store, or nil if it is somebody else's than was decided on.
    package func admit(_ sighting: Sighting) -> Admitted<Sighting>? {
        sighting.owner == owner ? Admitted(value: sighting, decision: decision) : nil
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
