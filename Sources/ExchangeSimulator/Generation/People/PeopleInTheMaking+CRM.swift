/// What the CRM has of the same people: rows with several addresses, one address in several rows, rows that were
/// merged, and copies of some of what happened.
extension PeopleInTheMaking {
    /// Somebody outside with the rows by which the CRM knows him.
    struct Outsider {
        let addresses: [String]
        let rows: [String]
    }

    static let outsiders = [
        Outsider(addresses: ["zoe@adatum.example", "zoe.private@home.example"], rows: ["zoe"]),
        Outsider(addresses: ["yann@adatum.example"], rows: ["yann"]),
        Outsider(
            addresses: ["x.avier@proseware.example", "x.old@proseware.example"],
            rows: ["xavier", "xavier before"]
        ),
        Outsider(addresses: ["o'hara@tailspin.example"], rows: ["o'hara"]),
        Outsider(addresses: ["wim+sales@wingtip.example"], rows: []),
        // Several rows have it, so that it is nobody's.
        Outsider(addresses: [shared], rows: []),
    ]
    private static let shared = "info@adatum.example"

    static func address(ofRow name: String) -> String { "crm:contact/" + CRMState.id("contact " + name) }

    mutating func fillCRM() {
        let now = state.now - 30 * 86_400
        func put(_ name: String, _ addresses: [String], _ values: [String: CRMState.Value] = [:]) {
            var row: [String: CRMState.Value] = [
                "fullname": .text(name), "statecode": .integer(0), "merged": .flag(false),
            ]
            for (place, address) in addresses.enumerated() { row["emailaddress\(place + 1)"] = .text(address) }
            crm.put(CRMState.id("contact " + name), row.merging(values) { $1 }, in: "contacts", at: now)
        }
        put("zoe", Self.outsiders[0].addresses + [Self.shared])
        put("yann", ["'Yann@Adatum.example'", Self.shared])
        put("xavier", ["x.avier@proseware.example"])
        let master = CRMState.Value.lookup("contact", id: CRMState.id("contact xavier"))
        put(
            "xavier before",
            ["SMTP:x.old@proseware.example"],
            ["merged": .flag(true), "masterid": master, "statecode": .integer(1)]
        )
        put("o'hara", ["o'hara@tailspin.example"])
        for owner in owners {
            guard let user = self.user(owner) else { continue }
            crm.put(
                CRMState.id("user " + user.address),
                [
                    "fullname": .text(user.displayName), "internalemailaddress": .text(user.address),
                    "domainname": .text(user.aliases[0]), "isdisabled": .flag(false), "accessmode": .integer(0),
                ],
                in: "systemusers",
                at: now
            )
        }
    }

    /// Somebody's part in an activity; the mask is that of `participationtypemask`.
    private mutating func addParty(_ person: Int, _ mask: Int, of activity: String, _ table: String) {
        var values: [String: CRMState.Value] = [
            "activityid": .lookup(table, id: activity), "participationtypemask": .integer(mask),
            "ispartydeleted": .flag(false),
        ]
        let row = outside.firstIndex(of: person).flatMap { random.pick(Self.outsiders[$0].rows) }
        if let row, random.chance(70) { values["partyid"] = .lookup("contact", id: CRMState.id("contact " + row)) }
        if owners.contains(person), let user = self.user(person) {
            values["partyid"] = .lookup("systemuser", id: CRMState.id("user " + user.address))
        }
        // Some programs write who it was, and nothing else.
        if values["partyid"] == nil || random.chance(75) || !outside.contains(person) {
            values["addressused"] = .text(spelled(person))
        }
        crm.put(CRMState.id("party \(activity) \(mask) \(person)"), values, in: "activityparties", at: state.now)
    }

    /// What the CRM has of a mail: of one that nobody's mailbox has, all that there is.
    mutating func trackMail(_ messageID: String, at time: Int, from sender: Int, to: [Int], cc: [Int] = []) {
        let id = CRMState.id("email " + messageID)
        let isOutgoing = owners.contains(sender)
        crm.put(
            id,
            [
                "messageid": .text(messageID), "senton": .time(time), "actualend": .time(time),
                "directioncode": .flag(isOutgoing), "statecode": .integer(1),
                "statuscode": .integer(isOutgoing ? 3 : 4), "subject": .text("Tracked"),
            ],
            in: "emails",
            at: state.now
        )
        addParty(sender, 1, of: id, "email")
        for person in to { addParty(person, 2, of: id, "email") }
        for person in cc { addParty(person, 3, of: id, "email") }
    }

    /// What the CRM has of a meeting.
    ///
    /// - Parameter originalStart: where the series puts it, of an occurrence.
    mutating func trackMeeting(
        _ uid: String,
        at start: Int,
        originalStart: Int? = nil,
        organizer: Int,
        guests: [Int]
    ) {
        let id = CRMState.id("appointment \(uid) \(originalStart ?? 0)")
        var values: [String: CRMState.Value] = [
            "globalobjectid": .text(uid), "scheduledstart": .time(start), "scheduledend": .time(start + 1_800),
            "isalldayevent": .flag(false), "instancetypecode": .integer(0), "statecode": .integer(3),
            "subject": .text("Tracked"),
        ]
        if let originalStart {
            values["instancetypecode"] = .integer(originalStart == start ? 2 : 3)
            values["originalstartdate"] = .time(originalStart)
        }
        crm.put(id, values, in: "appointments", at: state.now)
        addParty(organizer, 7, of: id, "appointment")
        for person in guests { addParty(person, 5, of: id, "appointment") }
    }
}
