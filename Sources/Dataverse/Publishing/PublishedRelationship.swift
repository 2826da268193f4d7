package import Interactions

/// What the CRM's own table says of one relationship.
package struct PublishedRelationship: Hashable, Sendable {
    package var record: CRMReference
    /// 0 to 100.
    package var health: Int
    package var grade: String
    package var trend: String
    /// 0 to 99.
    package var strength: Int
    package var lastContact: Timestamp?
    package var nextContact: Timestamp?
    /// `exchange` or `crm`: what it stands on.
    package var basis: String

    package init(
        record: CRMReference,
        health: Int,
        grade: String,
        trend: String,
        strength: Int,
        lastContact: Timestamp?,
        nextContact: Timestamp?,
        basis: String
    ) {
        self.record = record
        self.health = health
        self.grade = grade
        self.trend = trend
        self.strength = strength
        self.lastContact = lastContact
        self.nextContact = nextContact
        self.basis = basis
    }
}
