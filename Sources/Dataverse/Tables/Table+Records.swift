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
        record(.account, id) { record in
            record.name = row.text("name")
            record.addresses = row.addresses("emailaddress1", "emailaddress2", "emailaddress3")
            record.parent = row.reference("parentaccountid", to: .account)
            record.contact = row.reference("primarycontactid", to: .contact)
            record.owner = row.reference("ownerid")
            record.isActive = row.integer("statecode") == 0
            record.mergedInto = row.flag("merged") == true ? row.reference("masterid", to: .account) : nil
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
        optional: ["jobtitle"]
    ) { row, id in
        record(.contact, id) { record in
            record.name = row.text("fullname")
            record.jobTitle = row.words("jobtitle")
            record.addresses = row.addresses("emailaddress1", "emailaddress2", "emailaddress3")
            record.parent = row.reference("parentcustomerid")
            record.owner = row.reference("ownerid")
            record.isActive = row.integer("statecode") == 0
            record.mergedInto = row.flag("merged") == true ? row.reference("masterid", to: .contact) : nil
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
        optional: ["jobtitle"]
    ) { row, id in
        record(.lead, id) { record in
            record.name = row.text("fullname")
            record.jobTitle = row.words("jobtitle")
            record.addresses = row.addresses("emailaddress1", "emailaddress2", "emailaddress3")
            record.parent = row.reference("parentaccountid", to: .account)
            record.contact = row.reference("parentcontactid", to: .contact)
            record.owner = row.reference("ownerid")
            record.isActive = row.integer("statecode") == 0
            record.mergedInto = row.flag("merged") == true ? row.reference("masterid", to: .lead) : nil
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
        columns: ["fullname", "internalemailaddress", "domainname", "isdisabled", "applicationid"]
    ) { row, id in
        guard row.text("applicationid") == nil else { return .nothing }
        return record(.user, id) { record in
            record.name = row.text("fullname")
            record.addresses = row.addresses("internalemailaddress", "domainname")
            record.isActive = row.flag("isdisabled") != true
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
