import Connector
import Interactions

/// Sales, and who has to do with them.
extension Table {
    /// Documented at <https://learn.microsoft.com/dynamics365/developer/reference/entities/opportunity>.
    static let opportunities = Table(
        "opportunities",
        logicalName: "opportunity",
        kind: .table,
        key: "opportunityid",
        columns: [
            "name", "_customerid_value", "_parentaccountid_value", "_parentcontactid_value",
            "_originatingleadid_value", "_ownerid_value", "statecode",
        ],
        optional: ["estimatedvalue", "estimatedvalue_base", "estimatedclosedate", "stepname", "salesstage"]
    ) { row, id in
        record(.opportunity, id) { record in
            let (account, customer) = (row.reference("parentaccountid", to: .account), row.reference("customerid"))
            record.name = row.text("name")
            record.parent = account ?? customer
            record.contact = row.reference("parentcontactid", to: .contact)
            record.customer = customer == record.parent || customer == record.contact ? nil : customer
            record.origin = row.reference("originatingleadid", to: .lead)
            record.owner = row.reference("ownerid")
            record.isActive = row.integer("statecode") == 0
            record.sale = sale(row)
        }
    }

    private static func sale(_ row: Row) -> Sale {
        var sale = Sale()
        sale.state = row.integer("statecode").flatMap { Sale.State(rawValue: $0) } ?? .open
        // The step of the process says more than the stage that the process is measured by.
        sale.stage = row.words("stepname") ?? row.integer("salesstage").flatMap { stages[$0] }
        // Without a second currency there is nothing to convert.
        sale.estimatedValue = row.hundredths("estimatedvalue_base") ?? row.hundredths("estimatedvalue")
        sale.closeDate = row.date("estimatedclosedate")
        return sale
    }

    /// The options of `salesstage`.
    private static let stages = [0: "Qualify", 1: "Develop", 2: "Propose", 3: "Close"]

    /// A team's row does not change when its members do, so all of them are read every time.
    ///
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/team>
    static let teams = Table(
        "teams",
        logicalName: "team",
        kind: .table,
        key: "teamid",
        columns: ["name"],
        reach: Reach(expansion: "\(Row.memberList)($select=systemuserid)")
    ) { row, id in
        record(.team, id) { $0.name = row.text("name") }
    }

    /// Of a sale or a lead with somebody; each has a second row the other way round, which says the same.
    ///
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/connection>
    static let connections = Table(
        "connections",
        logicalName: "connection",
        kind: .table,
        key: "connectionid",
        columns: ["_record1id_value", "_record2id_value", "statecode"],
        reach: Reach(mayBeMissing: true)
    ) { row, _ in
        guard row.integer("statecode") != 1, let one = row.reference("record1id"),
            let other = row.reference("record2id")
        else { return .nothing }
        return link(one, other) ?? link(other, one) ?? .nothing
    }

    /// The older way to say who has a part in a sale.
    ///
    /// <https://learn.microsoft.com/dynamics365/developer/reference/entities/customeropportunityrole>
    static let customerRoles = Table(
        "customeropportunityroles",
        logicalName: "customeropportunityrole",
        kind: .table,
        key: "customeropportunityroleid",
        columns: ["_opportunityid_value", "_customerid_value"],
        reach: Reach(mayBeMissing: true)
    ) { row, _ in
        guard let sale = row.reference("opportunityid", to: .opportunity), let customer = row.reference("customerid")
        else { return .nothing }
        return link(sale, customer) ?? .nothing
    }

    /// Nil unless the first is something to be sold and the second somebody.
    private static func link(_ sale: CRMReference, _ other: CRMReference) -> Meaning? {
        guard sale.table == .opportunity || sale.table == .lead else { return nil }
        // What was a lead is a sale: that is said by the sale's own column.
        guard other.table != .opportunity, other.table != .queue, sale.table == .opportunity || other.table != .lead
        else { return nil }
        return .link(CRMLink(record: sale, other: other))
    }
}
