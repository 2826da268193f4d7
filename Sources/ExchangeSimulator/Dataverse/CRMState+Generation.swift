/// A CRM that belongs to an organisation: made from its people, its mails and its meetings, always the same.
extension CRMState {
    /// Of everything that counts, one in so many is tracked.
    private static let share = 3

    package init(of state: TenantState) {
        self = .empty
        let now = state.now
        addCurrency(now)
        addColleagues(state, now)
        let outsiders = Self.outsiders(in: state)
        for (index, party) in outsiders.enumerated() { addOutsider(party, index, now) }
        addSales(state, now)
        addMails(state, now)
        addMeetings(state, now)
        addRegarding(now)
        addCalls(outsiders, state, now)
    }

    static func id(_ name: String) -> String { ObjectID(of: "crm " + name).text }

    private static func outsiders(in state: TenantState) -> [Party] {
        (0..<state.parties.count).map { state.parties[PartyNumber(value: UInt32($0))] }
            .filter { $0.kind == .oneOff && $0.address != nil && $0.distinguishedName == nil }
            .sorted { ($0.address ?? "") < ($1.address ?? "") }
    }

    private mutating func addColleagues(_ state: TenantState, _ now: Int) {
        for unit in ["root", "sales"] {
            for name in ["Salesperson", "Sales Manager", "System Administrator"] {
                put(
                    Self.id("role \(unit) \(name)"),
                    ["name": .text(name), "parentrootroleid": .lookup("role", id: Self.id("role root \(name)"))],
                    in: "roles",
                    at: now
                )
            }
        }
        put(Self.id("team"), ["name": .text("Field sales")], in: "teams", at: now)
        links["teamroles_association"] = [(Self.id("team"), Self.id("role sales Salesperson"))]
        let users = state.directory.users.filter { $0.kind == .user }
        for (index, user) in users.enumerated() {
            let id = Self.id("user " + user.address)
            put(
                id,
                [
                    "fullname": .text(user.displayName), "internalemailaddress": .text(user.address),
                    "domainname": .text(user.address), "isdisabled": .flag(false), "accessmode": .integer(0),
                    "azureactivedirectoryobjectid": .text(ObjectID(of: user.address).text),
                ],
                in: "systemusers",
                at: now
            )
            // The first and who reads administer; others have their role themselves or through a team, in turns.
            switch index {
            case _ where index == 0 || user.mayImpersonate:
                links["systemuserroles_association", default: []] += [
                    (id, Self.id("role root System Administrator")), (id, Self.id("role root Salesperson")),
                ]
            case _ where index.isMultiple(of: 2):
                links["teammembership_association", default: []].append((id, Self.id("team")))
            default: links["systemuserroles_association", default: []].append((id, Self.id("role root Salesperson")))
            }
        }
        put(
            Self.id("program"),
            [
                "fullname": .text("# rapport"), "applicationid": .text(Self.id("application")),
                "isdisabled": .flag(false),
                "accessmode": .integer(4),
            ],
            in: "systemusers",
            at: now
        )
    }

    private mutating func addOutsider(_ party: Party, _ index: Int, _ now: Int) {
        let address = party.address ?? ""
        let domain = String(address.split(separator: "@").last ?? "")
        let account = Self.id("account " + domain)
        if self["accounts"]?.rows[account] == nil {
            put(
                account,
                ["name": .text(domain), "statecode": .integer(0), "merged": .flag(false)],
                in: "accounts",
                at: now
            )
            put(
                Self.id("opportunity " + domain),
                [
                    "name": .text("Business with \(domain)"), "parentaccountid": .lookup("account", id: account),
                    "customerid": .lookup("account", id: account), "statecode": .integer(0), "statuscode": .integer(1),
                ],
                in: "opportunities",
                at: now
            )
        }
        // Some are known without their address, some are leads so far, some were left behind.
        if index % 11 == 5 {
            put(
                Self.id("lead " + address),
                ["fullname": .text(party.name), "emailaddress1": .text(address), "statecode": .integer(0)],
                in: "leads",
                at: now
            )
            return
        }
        var values: [String: Value] = [
            "fullname": .text(party.name), "statecode": .integer(index % 13 == 7 ? 1 : 0), "merged": .flag(false),
            "parentcustomerid": .lookup("account", id: account),
        ]
        if index % 7 != 3 { values[index % 5 == 2 ? "emailaddress2" : "emailaddress1"] = .text(address) }
        put(Self.id("contact " + address), values, in: "contacts", at: now)
    }

    // MARK: Activities

    /// Somebody's part; the mask is that of `participationtypemask`.
    private mutating func addParty(_ party: Party, _ mask: Int, of activity: String, _ logicalName: String, _ now: Int)
    {
        guard let address = party.address else { return }
        var values: [String: Value] = [
            "activityid": .lookup(logicalName, id: activity), "participationtypemask": .integer(mask),
            "addressused": .text(address), "ispartydeleted": .flag(false),
        ]
        let candidates = [
            ("systemuser", "systemusers", Self.id("user " + address)),
            ("contact", "contacts", Self.id("contact " + address)),
            ("lead", "leads", Self.id("lead " + address)),
        ]
        if let known = candidates.first(where: { self[$0.1]?.rows[$0.2] != nil }) {
            values["partyid"] = .lookup(known.0, id: known.2)
        }
        put(Self.id("party \(activity) \(mask) \(address)"), values, in: "activityparties", at: now)
    }

    private mutating func addMails(_ state: TenantState, _ now: Int) {
        let messages = state.messages
        // Nobody tracks junk.
        let junk = Set(
            state.mailboxes.flatMap { mailbox in
                mailbox.number(of: .junkemail).map { mailbox.items(in: $0) }?.compactMap { mailbox.item($0)?.content }
                    ?? []
            }
        )
        for (index, row) in messages.rows.enumerated()
        where index % Self.share == 0 && (row.kind == .note || row.kind == .signedNote) {
            let messageID = messages.string(row.messageID)
            guard row.from != MessageTable.none, !messageID.isEmpty, row.sensitivity == .normal,
                !junk.contains(UInt32(index))
            else { continue }
            let start = Int(row.recipients)
            let recipients = messages.parties[start..<start + Int(row.to) + Int(row.cc)].map {
                state.parties[$0]
            }
            let sender = state.parties[PartyNumber(value: row.from)]
            let all = recipients + [sender]
            guard all.contains(where: { $0.kind == .oneOff && $0.address != nil }), all.count < 20 else { continue }
            let id = Self.id("email " + messageID)
            let isOutgoing = sender.kind == .mailbox
            put(
                id,
                [
                    "messageid": .text(messageID), "senton": .time(Int(row.sent)), "actualend": .time(Int(row.sent)),
                    "directioncode": .flag(isOutgoing), "statecode": .integer(1),
                    "statuscode": .integer(isOutgoing ? 3 : 4), "subject": .text(messages.string(row.subject)),
                ],
                in: "emails",
                at: now
            )
            addParty(sender, 1, of: id, "email", now)
            for (place, party) in recipients.enumerated() {
                addParty(party, place < Int(row.to) ? 2 : 3, of: id, "email", now)
            }
        }
        put(
            Self.id("draft"),
            [
                "subject": .text("Draft"), "directioncode": .flag(true), "statecode": .integer(0),
                "statuscode": .integer(1),
            ],
            in: "emails",
            at: now
        )
    }

    private mutating func addMeetings(_ state: TenantState, _ now: Int) {
        for mailbox in state.mailboxes {
            guard let calendar = mailbox.number(of: .calendar),
                let owner = state.directory.entry(for: mailbox.owner).flatMap({ state.party(of: $0.user) })
            else { continue }
            for (index, number) in mailbox.items(in: calendar).enumerated() where index % Self.share == 0 {
                guard let item = mailbox.item(number), item.flags.contains(.event) else { continue }
                let event = mailbox.events[Int(item.content)]
                guard event.organizer == owner, event.isMeeting, event.recurrence == nil, event.sensitivity == .normal
                else { continue }
                let id = Self.id("appointment " + event.uid)
                put(
                    id,
                    [
                        "globalobjectid": .text(event.uid), "scheduledstart": .time(event.start),
                        "scheduledend": .time(event.end), "isalldayevent": .flag(event.isAllDay),
                        "instancetypecode": .integer(0), "statecode": .integer(event.isCancelled ? 2 : 3),
                        "subject": .text(event.subject),
                    ],
                    in: "appointments",
                    at: now
                )
                addParty(state.parties[event.organizer], 7, of: id, "appointment", now)
                for attendee in event.attendees {
                    let mask = attendee.role == .required ? 5 : attendee.role == .optional ? 6 : 10
                    addParty(state.parties[attendee.party], mask, of: id, "appointment", now)
                }
            }
        }
    }

    /// Only the CRM knows of them; parties of calls have no address.
    private mutating func addCalls(_ outsiders: [Party], _ state: TenantState, _ now: Int) {
        let users = state.directory.users.filter { $0.kind == .user }
        guard !users.isEmpty else { return }
        for (index, party) in outsiders.enumerated() where index % 2 == 0 {
            let contact = Self.id("contact " + (party.address ?? ""))
            guard self["contacts"]?.rows[contact] != nil else { continue }
            let id = Self.id("call \(index)")
            let start = now - 86_400 * (1 + index % 200)
            // Some are still to be made; of every other one nobody did anything, and its time has passed.
            let times: [String: Value] =
                index % 6 == 4
                ? ["scheduledend": .time(index % 12 == 4 ? now + 86_400 * (2 + index % 20) : start)]
                : ["actualstart": .time(start)]
            put(
                id,
                [
                    "directioncode": .flag(index % 4 == 0), "statecode": .integer(index % 6 == 4 ? 0 : 1),
                    "actualdurationminutes": .integer(1 + index % 30), "subject": .text("Call"),
                    "regardingobjectid": .lookup("contact", id: contact),
                ].merging(times) { $1 },
                in: "phonecalls",
                at: now
            )
            let user = Self.id("user " + users[index % users.count].address)
            let sides = [("contact", contact), ("systemuser", user)]
            for (place, side) in (index % 4 == 0 ? sides.reversed() : sides).enumerated() {
                put(
                    Self.id("party \(id) \(place)"),
                    [
                        "activityid": .lookup("phonecall", id: id), "participationtypemask": .integer(place + 1),
                        "partyid": .lookup(side.0, id: side.1), "ispartydeleted": .flag(false),
                    ],
                    in: "activityparties",
                    at: now
                )
            }
        }
    }
}
