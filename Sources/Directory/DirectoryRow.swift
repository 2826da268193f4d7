import Eligibility
import Interactions
import TabularFiles

/// One user's cells, still to be understood.
struct DirectoryRow {
    enum Cell: Hashable {
        case text(String)
        case flag(Bool)
        case list([Entry])
    }

    /// One of several values in a cell.
    enum Entry: Hashable {
        case text(String)
        /// Texts by key.
        case object([String: String])
    }

    let number: Int
    /// What is told; of what is not here, nobody told.
    let cells: [DirectoryColumn: Cell]
    /// What was found when the cells were told apart; then nothing of the row counts but whose it is.
    let problems: [DirectoryProblem]

    init(number: Int, cells: [DirectoryColumn: Cell], problems: [DirectoryProblem] = []) {
        self.number = number
        self.cells = cells
        self.problems = problems
    }

    /// The user's own address; nil if there is none, or none that can be read.
    var address: EmailAddress? {
        if case .text(let text) = cells[.email] { EmailAddress(text) } else { nil }
    }

    /// Everything that the row claims for its user, as far as it can be read.
    var addresses: Set<Participant.Address> {
        var addresses = (try? aliases()) ?? []
        if let address { addresses.insert(.smtp(address)) }
        return addresses
    }

    /// The user, or everything that is wrong with the row.
    func user(_ observation: Observation) -> Result<UserFacts, DirectoryProblems> {
        var problems = problems
        func read<Value>(_ value: () throws(DirectoryProblem) -> Value?) -> Value? {
            do {
                return try value()
            } catch {
                problems.append(error)
                return nil
            }
        }
        let address = self.address
        if address == nil { problems.append(problem(.email, "an SMTP address")) }
        let aliases = read(self.aliases)
        let account = Account(
            kind: read(kind),
            isEnabled: read { () throws(DirectoryProblem) in try self.flag(.enabled) },
            isGuest: read { () throws(DirectoryProblem) in try self.flag(.guest) }
        )
        let place = location(code: read(locationCode), country: read(country))
        let direct = read(self.roles)
        let throughTeams = read(teamRoles)
        let groups = read { () throws(DirectoryProblem) in try self.texts(.groups) }
        let optOut = read { () throws(DirectoryProblem) in try self.flag(.optOut) }
        let administratorRoles = read { () throws(DirectoryProblem) in try self.texts(.administratorRoles) }
        guard problems.isEmpty, let address else { return .failure(DirectoryProblems(all: problems)) }
        let isAccountTold = account.kind != nil || account.isEnabled != nil || account.isGuest != nil
        let roles = direct == nil && throughTeams == nil ? nil : (direct ?? []).union(throughTeams ?? [])
        return .success(
            UserFacts(
                mailbox: Mailbox(address: address),
                aliases: aliases ?? [],
                account: observation.fact(isAccountTold ? account : nil),
                location: observation.fact(place),
                roles: observation.fact(roles),
                groups: observation.fact(groups),
                hasOptedOut: observation.fact(optOut),
                administratorRoles: observation.fact(administratorRoles)
            )
        )
    }

    // MARK: What columns mean

    private func aliases() throws(DirectoryProblem) -> Set<Participant.Address>? {
        guard let texts = try texts(.aliases) else { return nil }
        var aliases: Set<Participant.Address> = []
        // As Exchange lists them, with those among them that are not for mail.
        for text in texts where !Participant.Address.isForeign(proxy: text) {
            guard let alias = Participant.Address(proxy: text) else {
                throw problem(.aliases, "SMTP addresses, and names that begin with '/o='")
            }
            aliases.insert(alias)
        }
        return aliases
    }

    private func kind() throws(DirectoryProblem) -> Account.Kind? {
        guard let name = try text(.kind) else { return nil }
        guard let kind = Account.Kind(rawValue: name.lowercased()) else {
            throw problem(.kind, "one of " + Account.Kind.allCases.map(\.rawValue).joined(separator: ", "), name)
        }
        return kind
    }

    private static let onPremises = "ONPREMISES"

    private func locationCode() throws(DirectoryProblem) -> String? {
        guard let text = try text(.location) else { return nil }
        let code = text.uppercasedASCII
        guard code.isLetters(3) || code == Self.onPremises else {
            throw problem(.location, "a geography code of three letters such as EUR, or onPremises", text)
        }
        return code
    }

    private func country() throws(DirectoryProblem) -> String? {
        guard let text = try text(.country) else { return nil }
        let country = text.uppercasedASCII
        guard Country.codes.contains(country) else {
            throw problem(.country, "a country code of ISO 3166 such as NL", text)
        }
        return country
    }

    private func location(code: String?, country: String?) -> DataLocation? {
        if code == Self.onPremises { return DataLocation(onPremisesIn: country) }
        return code == nil && country == nil ? nil : DataLocation(code: code, country: country)
    }

    private func roles() throws(DirectoryProblem) -> Set<RoleAssignment>? {
        guard let entries = try entries(.roles) else { return nil }
        var roles: Set<RoleAssignment> = []
        for entry in entries { roles.insert(RoleAssignment(role: try role(entry), path: .direct)) }
        return roles
    }

    private func teamRoles() throws(DirectoryProblem) -> Set<RoleAssignment>? {
        guard let entries = try entries(.teamRoles) else { return nil }
        var roles: Set<RoleAssignment> = []
        for entry in entries { roles.insert(try teamRole(entry)) }
        return roles
    }

    private func role(_ entry: Entry) throws(DirectoryProblem) -> SecurityRole {
        switch entry {
        case .text(let name): return SecurityRole(name: name, id: name.isUUID ? name.lowercased() : nil)
        case .object(let keys):
            let known = Set(["name", "id", "rootId"])
            guard !keys.isEmpty, known.isSuperset(of: keys.keys) else {
                throw problem(.roles, "names, or objects with name, id and rootId")
            }
            return SecurityRole(
                name: keys["name"],
                id: keys["id"]?.lowercased(),
                rootID: keys["rootId"]?.lowercased()
            )
        }
    }

    private func teamRole(_ entry: Entry) throws(DirectoryProblem) -> RoleAssignment {
        var found: String?
        switch entry {
        case .text(let text):
            let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingSpaces }
            if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) {
                return RoleAssignment(role: try role(.text(parts[1])), path: .team(parts[0]))
            }
            found = text
        case .object(let keys):
            if keys.count == 2, let team = keys["team"], let name = keys["role"] {
                return RoleAssignment(role: try role(.text(name)), path: .team(team))
            }
        }
        throw problem(.teamRoles, "'Team: Role', or objects with team and role", found)
    }

    // MARK: Cells

    private func text(_ column: DirectoryColumn) throws(DirectoryProblem) -> String? {
        switch cells[column] {
        case nil: return nil
        case .text(let text): return text
        case .flag(let flag): throw problem(column, "a text", "\(flag)")
        case .list: throw problem(column, "a text")
        }
    }

    private func flag(_ column: DirectoryColumn) throws(DirectoryProblem) -> Bool? {
        var found: String?
        switch cells[column] {
        case nil: return nil
        case .flag(let flag): return flag
        case .text(let text):
            switch text.lowercased() {
            case "true", "yes", "1": return true
            case "false", "no", "0": return false
            default: found = text
            }
        case .list: break
        }
        throw problem(column, "yes or no", found)
    }

    private func entries(_ column: DirectoryColumn) throws(DirectoryProblem) -> [Entry]? {
        switch cells[column] {
        case nil: return nil
        case .list(let entries): return entries
        case .text(let text): throw problem(column, "a list", text)
        case .flag(let flag): throw problem(column, "a list", "\(flag)")
        }
    }

    private func texts(_ column: DirectoryColumn) throws(DirectoryProblem) -> Set<String>? {
        guard let entries = try entries(column) else { return nil }
        var texts: Set<String> = []
        for entry in entries {
            guard case .text(let text) = entry else { throw problem(column, "a list of texts") }
            texts.insert(text.trimmingSpaces)
        }
        return texts
    }

    /// What is wrong if another row claims one of these, too.
    func double(_ doubles: Set<Participant.Address>) -> DirectoryProblem {
        let isOwn = address.map { doubles.contains(.smtp($0)) } ?? false
        return problem(isOwn ? .email : .aliases, "\(isOwn ? "an address" : "addresses") that no other row has")
    }

    private func problem(_ column: DirectoryColumn, _ expected: String, _ value: String? = nil) -> DirectoryProblem {
        DirectoryProblem(row: number, column: column, expected: expected, value: value)
    }
}

/// All that is wrong with one row.
struct DirectoryProblems: Error {
    let all: [DirectoryProblem]
}

/// Where and when the facts of one file were observed.
struct Observation {
    let at: Timestamp

    func fact<Value>(_ value: Value?) -> Fact<Value> { Fact(value, source: .directoryFile, observedAt: at) }
}

extension String {
    /// The text with ASCII letters in upper case and nothing else touched: no other letter may become one of a code.
    fileprivate var uppercasedASCII: String {
        String(
            decoding: utf8.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 0x20 : $0 },
            as: UTF8.self
        )
    }

    fileprivate func isLetters(_ count: Int) -> Bool {
        utf8.count == count && utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    /// Whether it is 8-4-4-4-12 hexadecimal digits: an id, which no role has as its name.
    fileprivate var isUUID: Bool {
        let groups = split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.utf8.allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit } }
    }
}
