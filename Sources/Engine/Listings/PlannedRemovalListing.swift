/// What would go if something destructive were done, as every face shows it.
package struct PlannedRemovalListing: Encodable {
    package let mailboxes: Int
    package let interactions: Int
    package let rows: Int
    package let isColleague: Bool

    package init(_ plan: PlannedRemoval) {
        mailboxes = plan.mailboxes
        interactions = plan.interactions
        rows = plan.rows
        isColleague = plan.isColleague
    }
}
