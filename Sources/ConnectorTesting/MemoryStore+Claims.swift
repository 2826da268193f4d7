import Connector
import Interactions

/// What is an erased person's without being asked for, as the memory store works it out.
extension MemoryStore {
    /// Erases the rows of people with an erased address or row, and all that are one with them by mergers; what they
    /// have may be the people's as well.
    func eraseRows() {
        var isNew = true
        while isNew {
            isNew = false
            for row in rows.values.map(\.row) where isRefused(row) {
                for record in [row.reference, row.mergedInto].compactMap(\.self) where record.isPerson {
                    if erased.insert(.record(record)).inserted { isNew = true }
                }
            }
        }
        for row in rows.values.map(\.row) where isRefused(row) {
            claims = claims.filter { $0.isLinked || $0.record != row.reference }
            openClaims = openClaims.intersection(claims)
            let person = row.mergedInto.flatMap { $0.isPerson ? $0 : nil } ?? row.reference
            for address in row.addresses {
                claim(MemoryClaim(address: address, record: row.reference, person: person, isLinked: false))
            }
        }
    }

    private func isRefused(_ row: CRMRow) -> Bool {
        guard row.reference.isPerson else { return false }
        return [row.reference, row.mergedInto].compactMap(\.self).contains {
            $0.isPerson && erased.contains(.record($0))
        } || row.addresses.contains { erased.contains(.smtp($0)) }
    }

    /// Notes the addresses that the CRM linked to erased people.
    func claim(_ links: Set<PartyLink>) {
        for link in links where link.record.isPerson && erased.contains(.record(link.record)) {
            let claim = MemoryClaim(address: link.address, record: link.record, person: link.record, isLinked: true)
            self.claim(claim)
        }
    }

    private func claim(_ claim: MemoryClaim) {
        guard !erased.contains(.smtp(claim.address)) else { return }
        claims.insert(claim)
        openClaims.insert(claim)
    }

    /// Remembers what erased people used in an interaction; true if something of it was not known.
    func noteUses(_ links: Set<PartyLink>, in id: InteractionID) -> Bool {
        let used = usedByErased(links)
        guard !used.isSubset(of: uses[id] ?? []) else { return false }
        uses[id, default: []].formUnion(used)
        return true
    }

    /// The addresses that erased people used in an activity, and nobody else.
    private func usedByErased(_ links: Set<PartyLink>) -> Set<Participant.Address> {
        let own = links.filter { $0.record.isPerson && erased.contains(.record($0.record)) }
        return Set(own.map(\.address)).subtracting(links.subtracting(own).map(\.address)).reduce(into: []) {
            $0.insert(.smtp($1))
        }
    }

    /// When it is known of all rows what they have: erases what is an erased person's alone.
    func decideClaims() -> CommitSummary {
        let known = claims.filter { !erased.contains(.smtp($0.address)) }
        let alone = Set(openClaims.map(\.address)).filter { address in
            let own = known.filter { $0.address == address }
            let isHeld = Set(own.filter { !$0.isLinked }.map(\.person)).count == 1
            return !isSomebodys(address)
                && (isHeld || Set(own.map(\.person)).count == 1 && !isLinkedToOthers(address))
        }
        openClaims = []
        guard !alone.isEmpty else { return CommitSummary() }
        erased.formUnion(alone.map { .smtp($0) })
        var summary = eraseAll()
        summary += settle(removing: .nothing)
        return summary
    }

    private func isSomebodys(_ address: EmailAddress) -> Bool {
        rows.values.contains { $0.row.addresses.contains(address) }
            || directory.contains { !erased.contains($0.primary) && $0.addresses.contains(.smtp(address)) }
            || owners.values.contains { $0.contains(.smtp(address)) }
            || readers.contains { $0.owner.mailbox?.address == address }
    }

    private func isLinkedToOthers(_ address: EmailAddress) -> Bool {
        interactions.values.flatMap(\.links).contains {
            $0.address == address && !($0.record.isPerson && erased.contains(.record($0.record)))
        }
    }
}
