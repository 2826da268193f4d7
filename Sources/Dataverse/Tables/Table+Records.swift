import Connector
import Interactions

/// Companies, people and sales.
extension Table {
    /// Documented at <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/account>.
    static let accounts = Table(
        "accounts",
        logicalName: "account",
        kind: .table,
        key: "accountid",
        columns: [
            "name", "emailaddress1", "emailaddress2", "emailaddress3", "_parentaccountid_value",
            "_primarycontactid_value", "_ownerid_value", "statecode", "merged", "_masterid_value",
        ]
    ) { row, id in
        customer(.account, id, row) { record in
            record.name = row.text("name")
            record.parent = row.reference("parentaccountid", to: .account)
            record.contact = row.reference("primarycontactid", to: .contact)
        }
    }

    /// Documented at <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/contact>.
    static let contacts = Table(
        "contacts",
        logicalName: "contact",
        kind: .table,
        key: "contactid",
        columns: [
            "fullname", "emailaddress1", "emailaddress2", "emailaddress3", "_parentcustomerid_value", "_ownerid_value",
            "statecode", "merged", "_masterid_value",
        ],
        optional: ["jobtitle", "firstname"]
    ) { row, id in
        customer(.contact, id, row) { record in
            record.name = row.text("fullname")
            record.jobTitle = row.words("jobtitle")
            record.firstName = row.words("firstname")
            record.parent = row.reference("parentcustomerid")
        }
    }

    /// Documented at <https://learn.microsoft.com/dynamics365/developer/reference/entities/lead>.
    static let leads = Table(
        "leads",
        logicalName: "lead",
        kind: .table,
        key: "leadid",
        columns: [
            "fullname", "emailaddress1", "emailaddress2", "emailaddress3", "_parentaccountid_value",
            "_parentcontactid_value", "_ownerid_value", "statecode", "merged", "_masterid_value",
        ],
        optional: ["jobtitle", "firstname"]
    ) { row, id in
        customer(.lead, id, row) { record in
            record.name = row.text("fullname")
            record.jobTitle = row.words("jobtitle")
            record.firstName = row.words("firstname")
            record.parent = row.reference("parentaccountid", to: .account)
            record.contact = row.reference("parentcontactid", to: .contact)
        }
    }

    /// Colleagues; programs that have a user of their own are none.
    ///
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/systemuser>
    static let users = Table(
        "systemusers",
        logicalName: "systemuser",
        kind: .table,
        key: "systemuserid",
        columns: ["fullname", "internalemailaddress", "domainname", "isdisabled", "applicationid"],
        optional: ["firstname"]
    ) { row, id in
        guard row.text("applicationid") == nil else { return .nothing }
        return record(.user, id) { record in
            record.name = row.text("fullname")
            record.firstName = row.words("firstname")
            record.addresses = row.addresses("internalemailaddress", "domainname")
            record.isActive = row.flag("isdisabled") != true
        }
    }

    /// What a company, a contact and a lead have in common, and `fill` for the rest.
    private static func customer(
        _ table: CRMReference.Table,
        _ id: String,
        _ row: Row,
        _ fill: (inout CRMRow) -> Void
    ) -> Meaning {
        record(table, id) { record in
            record.addresses = row.addresses("emailaddress1", "emailaddress2", "emailaddress3")
            record.owner = row.reference("ownerid")
            // It is never null; where it comes so for a moment, nobody has been closed.
            record.isActive = row.integer("statecode") == 0 || row.isNull("statecode")
            record.mergedInto = row.flag("merged") == true ? row.reference("masterid", to: table) : nil
            fill(&record)
        }
    }

    static func record(
        _ table: CRMReference.Table,
        _ id: String,
        _ fill: (inout CRMRow) -> Void
    ) -> Meaning {
        guard let reference = CRMReference(table, id: id) else { return .nothing }
        var record = CRMRow(reference)
        fill(&record)
        return .row(record)
    }
}
