/// Who owns what in the CRM, who has a say in which sale, and what sales are worth; from who writes to whom.
extension CRMState {
    /// How often each colleague exchanged mails with the people of each company.
    struct Acquaintance {
        private var counts: [String: [String: Int]] = [:]

        init(_ state: TenantState) {
            let messages = state.messages
            for row in messages.rows where row.from != MessageTable.none {
                let start = Int(row.recipients)
                let reached = messages.parties[start..<start + Int(row.to)].map { state.parties[$0] }
                let people = reached + [state.parties[PartyNumber(value: row.from)]]
                let colleagues = people.filter { $0.kind == .mailbox }.compactMap(\.address)
                for domain in Set(people.filter { $0.kind == .oneOff }.compactMap { $0.address.map(CRMState.domain) }) {
                    for colleague in colleagues { counts[domain, default: [:]][colleague, default: 0] += 1 }
                }
            }
        }

        /// Colleagues, who knows the company best first.
        func colleagues(knowing domain: String) -> [String] {
            (counts[domain] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        }
    }

    static func domain(_ address: String) -> String { String(address.split(separator: "@").last ?? "") }

    mutating func addCurrency(_ now: Int) {
        put(
            Self.id("currency"),
            ["isocurrencycode": .text("EUR"), "currencyname": .text("Euro"), "exchangerate": .money(100)],
            in: "transactioncurrencies",
            at: now
        )
        put(
            Self.id("organization"),
            ["name": .text("contoso"), "basecurrencyid": .lookup("transactioncurrency", id: Self.id("currency"))],
            in: "organizations",
            at: now
        )
    }

    /// To be called when all rows of people and companies are there.
    mutating func addSales(_ state: TenantState, _ now: Int) {
        let acquaintance = Acquaintance(state)
        for (number, account) in sorted("accounts").enumerated() {
            guard case .text(let domain)? = account.values["name"] else { continue }
            let colleagues = acquaintance.colleagues(knowing: domain).map { Self.id("user " + $0) }
                .filter { self["systemusers"]?.rows[$0] != nil }
            let people = contacts(of: account.id)
            own(account.id, people, colleagues, number, now)
            addSale(domain, number, account: account.id, people, colleagues, now)
        }
    }

    private func contacts(of account: String) -> [String] {
        sorted("contacts").filter { $0.values["parentcustomerid"] == .lookup("account", id: account) }.map(\.id)
    }

    private func sorted(_ set: String) -> [Row] { self[set]?.rows.values.sorted { $0.id < $1.id } ?? [] }

    /// Those who know them best own them, alone or as a team.
    private mutating func own(_ account: String, _ people: [String], _ colleagues: [String], _ number: Int, _ now: Int) {
        let owner = owner(colleagues, number)
        var values: [String: Value] = ["ownerid": owner]
        if let first = people.first { values["primarycontactid"] = .lookup("contact", id: first) }
        put(account, values, in: "accounts", at: now)
        let titles = ["Managing Director", "Head of Purchasing", "Buyer", "Engineer", "Assistant"]
        for (place, contact) in people.enumerated() {
            let title = titles[(place + number) % titles.count]
            put(contact, ["ownerid": owner, "jobtitle": .text(title)], in: "contacts", at: now)
        }
    }

    private func owner(_ colleagues: [String], _ number: Int) -> Value {
        guard let first = colleagues.first, number % 4 != 3 else { return .lookup("team", id: Self.id("team")) }
        return .lookup("systemuser", id: first)
    }

    private mutating func addSale(
        _ domain: String,
        _ number: Int,
        account: String,
        _ people: [String],
        _ colleagues: [String],
        _ now: Int
    ) {
        let id = Self.id("opportunity " + domain)
        let state = number % 5 == 4 ? 1 : number % 7 == 6 ? 2 : 0
        let value = Value.money(1_250_000 + number * 173_399)
        let stages = ["1-Qualify", "2-Develop", "3-Propose", "4-Close"]
        let closing = now + (number * 17 % 180 - 20) * 86_400
        var values: [String: Value] = [
            "ownerid": owner(colleagues, number), "statecode": .integer(state),
            "statuscode": .integer([1, 3, 4][state]), "estimatedvalue": value, "estimatedvalue_base": value,
            "transactioncurrencyid": .lookup("transactioncurrency", id: Self.id("currency")),
            "estimatedclosedate": .text(String(JSONOutput.dateTime(closing).prefix(10))),
            "stepname": .text(stages[number % 4]), "salesstage": .integer(number % 4),
        ]
        if let first = people.first {
            values["parentcontactid"] = .lookup("contact", id: first)
            // Some sales name the person as the customer, beside the company.
            if number % 3 == 1 { values["customerid"] = .lookup("contact", id: first) }
        }
        put(id, values, in: "opportunities", at: now)
        let others =
            people.dropFirst().prefix(2).map { ("contact", $0) }
            + colleagues.dropFirst().prefix(1).map { ("systemuser", $0) }
        for (table, other) in others { connect(("opportunity", id), (table, other), now) }
    }

    /// Both rows of a connection, each from its own end.
    private mutating func connect(_ one: (table: String, id: String), _ other: (table: String, id: String), _ now: Int) {
        for (place, ends) in [(one, other), (other, one)].enumerated() {
            put(
                Self.id("connection \(ends.0.id) \(ends.1.id)"),
                [
                    "record1id": .lookup(ends.0.table, id: ends.0.id), "record2id": .lookup(ends.1.table, id: ends.1.id),
                    "ismaster": .flag(place == 0), "statecode": .integer(0),
                ],
                in: "connections",
                at: now
            )
        }
    }

    /// Lets some activities be about a sale of a company that takes part.
    mutating func addRegarding(_ now: Int) {
        var sales: [String: String] = [:]
        for party in sorted("activityparties") {
            guard case .lookup(_, let activity)? = party.values["activityid"],
                case .text(let address)? = party.values["addressused"],
                let sale = self["opportunities"]?.rows[Self.id("opportunity " + Self.domain(address))]?.id
            else { continue }
            sales[activity] = min(sale, sales[activity] ?? sale)
        }
        for set in ["emails", "appointments"] {
            for (number, row) in sorted(set).enumerated() where number % 5 == 2 {
                guard let sale = sales[row.id] else { continue }
                put(row.id, ["regardingobjectid": .lookup("opportunity", id: sale)], in: set, at: now)
            }
        }
    }
}
