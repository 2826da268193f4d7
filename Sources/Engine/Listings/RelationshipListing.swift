/// One relationship, and where its health comes from if that was asked for.
package struct RelationshipListing: Encodable {
    package let relationship: ScoreListing.Row
    package let explanation: HealthExplanation?

    package init(_ relationship: ScoreListing.Row, explanation: HealthExplanation? = nil) {
        self.relationship = relationship
        self.explanation = explanation
    }
}
