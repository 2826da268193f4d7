/// The tables with their columns, as far as a connector reads them.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/about-entity-reference>
extension CRMState {
    /// The table of the organisation's own that an application may write.
    package static let publishedSet = "rapport_relationships"

    static var empty: CRMState {
        let addresses = ["emailaddress1", "emailaddress2", "emailaddress3"]
        let merging = ["merged", "_masterid_value"]
        let activity = ["subject", "statecode", "statuscode", "actualstart", "actualend", "_regardingobjectid_value"]
        func table(_ name: String, _ set: String, key: String? = nil, _ columns: [String], isTracked: Bool = true)
            -> Table
        {
            let key = key ?? name + "id"
            return Table(
                logicalName: name,
                entitySet: set,
                key: key,
                columns: [key] + columns + ["modifiedon"],
                isTracked: isTracked
            )
        }
        return CRMState(tables: [
            table(
                "account",
                "accounts",
                ["name"] + addresses + [
                    "_parentaccountid_value", "_primarycontactid_value", "_ownerid_value", "statecode",
                ]
                    + merging
            ),
            table(
                "contact",
                "contacts",
                ["fullname", "firstname", "lastname", "jobtitle"] + addresses
                    + ["_parentcustomerid_value", "_ownerid_value", "statecode"] + merging
            ),
            table(
                "lead",
                "leads",
                ["fullname", "firstname", "lastname", "jobtitle", "companyname"] + addresses
                    + ["_parentaccountid_value", "_parentcontactid_value", "_ownerid_value", "statecode"] + merging
            ),
            table(
                "opportunity",
                "opportunities",
                [
                    "name", "_customerid_value", "_parentaccountid_value", "_parentcontactid_value",
                    "_originatingleadid_value", "_ownerid_value", "statecode", "statuscode", "estimatedvalue",
                    "estimatedvalue_base", "_transactioncurrencyid_value", "estimatedclosedate", "stepname",
                    "salesstage",
                ]
            ),
            table(
                "connection",
                "connections",
                [
                    "_record1id_value", "_record1roleid_value", "_record2id_value", "_record2roleid_value", "ismaster",
                    "statecode",
                ]
            ),
            table("organization", "organizations", ["name", "_basecurrencyid_value"], isTracked: false),
            table(
                "transactioncurrency",
                "transactioncurrencies",
                ["isocurrencycode", "currencyname", "exchangerate"],
                isTracked: false
            ),
            table(
                "systemuser",
                "systemusers",
                [
                    "fullname", "firstname", "lastname", "internalemailaddress", "domainname",
                    "azureactivedirectoryobjectid", "isdisabled",
                    "accessmode", "applicationid",
                ]
            ),
            table("role", "roles", ["name", "_parentrootroleid_value"], isTracked: false),
            table("team", "teams", ["name"], isTracked: false),
            table(
                "email",
                "emails",
                key: "activityid",
                [
                    "directioncode", "senton", "createdon", "messageid", "inreplyto", "conversationindex",
                    "correlationmethod",
                ] + activity
            ),
            table(
                "appointment",
                "appointments",
                key: "activityid",
                [
                    "scheduledstart", "scheduledend", "isalldayevent", "globalobjectid", "instancetypecode",
                    "originalstartdate",
                ] + activity
            ),
            table(
                "phonecall",
                "phonecalls",
                key: "activityid",
                ["directioncode", "phonenumber", "actualdurationminutes", "scheduledstart", "scheduledend"] + activity
            ),
            table(
                "activityparty",
                "activityparties",
                ["_activityid_value", "_partyid_value", "participationtypemask", "addressused", "ispartydeleted"],
                isTracked: false
            ),
            table(
                "rapport_relationship",
                publishedSet,
                [
                    "rapport_name", "rapport_health", "rapport_grade", "rapport_trend", "rapport_strength",
                    "rapport_lastcontact", "rapport_nextcontact", "rapport_basis", "_rapport_accountid_value",
                    "_rapport_contactid_value", "_rapport_leadid_value", "_rapport_opportunityid_value",
                ],
                isTracked: false
            ),
        ])
    }
}
