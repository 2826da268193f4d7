package import Interactions

/// What a store says about the world, without cursors and sequence numbers: what two runs must agree on.
package struct StoreContent: Hashable, Sendable {
    /// Sorted by identifier; removed ones are not in it.
    package let interactions: [Interaction]
    /// Items that are in their streams now.
    package let liveSightings: Int
    package let postponed: Int
    /// What some mailbox holds.
    package let inExchange: Set<InteractionID>
    /// What the CRM knows, with the row that it is about, or nil.
    package let crm: [InteractionID: CRMReference?]
    /// Sorted by reference.
    package let records: [CRMRow]
    /// By interaction which rows of the CRM its participants are.
    package let people: [InteractionID: [Participant.Address: CRMReference]]

    package init(
        interactions: [Interaction],
        liveSightings: Int,
        postponed: Int,
        inExchange: Set<InteractionID> = [],
        crm: [InteractionID: CRMReference?] = [:],
        records: [CRMRow] = [],
        people: [InteractionID: [Participant.Address: CRMReference]] = [:]
    ) {
        self.people = people
        self.interactions = interactions.sorted { $0.id < $1.id }
        self.liveSightings = liveSightings
        self.postponed = postponed
        self.inExchange = inExchange
        self.crm = crm
        self.records = records.map { record in
            var record = record
            record.addresses.sort()
            return record
        }.sorted { $0.reference < $1.reference }
    }

    /// - Parameter stored: all of a store's, removed ones included.
    package init(stored: [InteractionRecord], liveSightings: Int, postponed: Int, records: [CRMRow]) {
        let known = stored.filter { $0.isInCRM }.map { ($0.id, $0.regarding) }
        self.init(
            interactions: stored.compactMap { if case .upsert(let value) = $0.operation { value } else { nil } },
            liveSightings: liveSightings,
            postponed: postponed,
            inExchange: Set(stored.filter { $0.isInExchange }.map(\.id)),
            crm: Dictionary(uniqueKeysWithValues: known),
            records: records,
            people: Dictionary(
                uniqueKeysWithValues: stored.compactMap { record in
                    if case .upsert = record.operation { (record.id, record.records) } else { nil }
                }
            )
        )
    }
}
