/// What would go if something destructive were done: told in numbers before anybody is asked to confirm it.
package struct PlannedRemoval: Hashable, Sendable {
    /// Mailboxes that are read now, and whose part would be removed at once or by the next sync.
    package var mailboxes = 0
    /// Interactions that name the person, and would be removed or changed.
    package var interactions = 0
    /// Rows of the CRM that are about the person.
    package var rows = 0
    /// Whether the person is one of the own organisation.
    package var isColleague = false

    /// Whether nothing would go, so that there is nothing to confirm.
    package var isEmpty: Bool { mailboxes == 0 && interactions == 0 && rows == 0 }
}
