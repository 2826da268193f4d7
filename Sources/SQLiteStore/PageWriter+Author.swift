import Interactions

/// Who wrote a mail, as one copy of it says.
extension PageWriter {
    struct Author {
        let address: Participant.Address
        /// Several where the CRM says that it was somebody whose address this is not.
        let persons: Set<Int64>
    }

    /// Nil where nobody can tell: a row of the CRM in place of an address says no more than who keeps the mail, if no
    /// address is known to be that row's alone.
    func author(of copy: Said, _ persons: Persons) throws -> Author? {
        guard let number = copy.content.sender, let address = try SQLiteInteractionStore.address(number, db) else {
            return nil
        }
        var own: Set<Int64> = [persons.person(number)]
        if copy.row.rank == .crm {
            if case .smtp = address {} else if !persons.traits(number).contains(.joined) { return nil }
            for link in NumberedLink.decode(copy.links) where link.address == number {
                own.insert(persons.person(link.record))
            }
        }
        return Author(address: address, persons: own)
    }
}
