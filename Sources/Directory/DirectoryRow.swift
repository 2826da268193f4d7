import Eligibility
import Interactions

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
    /// What is not here, nobody told.
    let cells: [DirectoryColumn: Cell]

    /// Nil if there is none, or none that can be read.
    var address: EmailAddress? {
        if case .text(let text) = cells[.email] { EmailAddress(text) } else { nil }
    }

    /// - Throws: the first `DirectoryProblem`.
    func user(_ observation: Observation) throws(DirectoryProblem) -> UserFacts {
        guard let address else { throw problem(.email, "an SMTP address") }
        let account = try account()
        let location = try location()
        let roles = try roles()
        return UserFacts(
            mailbox: Mailbox(address: address),
            account: observation.fact(account),
            location: observation.fact(location),
            roles: observation.fact(roles),
            groups: observation.fact(try texts(.groups)),
            hasOptedOut: observation.fact(try flag(.optOut)),
            administratorRoles: observation.fact(try texts(.administratorRoles))
        )
    }

    /// Nil unless all three parts are told.
    private func account() throws(DirectoryProblem) -> Account? {
        let (isEnabled, isGuest, name) = (try flag(.enabled), try flag(.guest), try text(.kind))
        let kind = name.flatMap { Account.Kind(rawValue: $0.lowercased()) }
        if name != nil, kind == nil {
            throw problem(.kind, "one of " + Account.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        }
        guard let isEnabled, let isGuest, let kind else { return nil }
        return Account(kind: kind, isEnabled: isEnabled, isGuest: isGuest)
    }

    private func location() throws(DirectoryProblem) -> DataLocation? {
        let code = try text(.location)?.uppercasedASCII
        let country = try text(.country)?.uppercasedASCII
        if let code, !code.isLetters(3) { throw problem(.location, "a geography code of three letters such as EUR") }
        if let country, !Country.codes.contains(country) {
            throw problem(.country, "a country code of ISO 3166 such as NL")
        }
        return code == nil && country == nil ? nil : DataLocation(code: code, country: country)
    }

    private func roles() throws(DirectoryProblem) -> Set<RoleAssignment>? {
        let direct = try entries(.roles)
        let throughTeams = try entries(.teamRoles)
        guard direct != nil || throughTeams != nil else { return nil }
        var roles: Set<RoleAssignment> = []
        for entry in direct ?? [] { roles.insert(RoleAssignment(role: try role(entry), path: .direct)) }
        for entry in throughTeams ?? [] { roles.insert(try teamRole(entry)) }
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
        switch entry {
        case .text(let text):
            let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingSpaces }
            if parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) {
                return RoleAssignment(role: try role(.text(parts[1])), path: .team(parts[0]))
            }
        case .object(let keys):
            if keys.count == 2, let team = keys["team"], let name = keys["role"] {
                return RoleAssignment(role: try role(.text(name)), path: .team(team))
            }
        }
        throw problem(.teamRoles, "'Team: Role', or objects with team and role")
    }

    // MARK: Cells

    private func text(_ column: DirectoryColumn) throws(DirectoryProblem) -> String? {
        switch cells[column] {
        case nil: return nil
        case .text(let text): return text
        case .flag, .list: throw problem(column, "a text")
        }
    }

    private func flag(_ column: DirectoryColumn) throws(DirectoryProblem) -> Bool? {
        switch cells[column] {
        case nil: return nil
        case .flag(let flag): return flag
        case .text(let text):
            switch text.lowercased() {
            case "true", "yes", "1": return true
            case "false", "no", "0": return false
            default: break
            }
        case .list: break
        }
        throw problem(column, "yes or no")
    }

    private func entries(_ column: DirectoryColumn) throws(DirectoryProblem) -> [Entry]? {
        switch cells[column] {
        case nil: return nil
        case .list(let entries): return entries
        case .text, .flag: throw problem(column, "a list")
        }
    }

    private func texts(_ column: DirectoryColumn) throws(DirectoryProblem) -> Set<String>? {
        guard let entries = try entries(column) else { return nil }
        var texts: Set<String> = []
        for entry in entries {
            guard case .text(let text) = entry else { throw problem(column, "a list of texts") }
            texts.insert(text)
        }
        return texts
    }

    /// What is wrong if another row has the same mailbox.
    var double: DirectoryProblem { problem(.email, "an address that no other row has") }

    private func problem(_ column: DirectoryColumn, _ expected: String) -> DirectoryProblem {
        DirectoryProblem(row: number, column: column, expected: expected)
    }
}

extension DirectoryProblem: Error {}

/// Where and when the facts of one file were observed.
struct Observation {
    let at: Timestamp

    func fact<Value>(_ value: Value?) -> Fact<Value> { Fact(value, source: .directoryFile, observedAt: at) }
}

extension StringProtocol {
    /// Without spaces and tabs at both ends.
    var trimmingSpaces: String {
        let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
        let scalars = unicodeScalars.drop(while: isSpace)
        let end = scalars.lastIndex { !isSpace($0) }.map { scalars.index(after: $0) } ?? scalars.startIndex
        return String(String.UnicodeScalarView(scalars[..<end]))
    }
}

extension String {
    /// With ASCII letters in upper case, and nothing else touched: no other letter may become one of a code.
    fileprivate var uppercasedASCII: String {
        String(
            decoding: utf8.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) ? $0 - 0x20 : $0 },
            as: UTF8.self
        )
    }

    fileprivate func isLetters(_ count: Int) -> Bool {
        utf8.count == count && utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    /// 8-4-4-4-12 hexadecimal digits: an id, which no role has as its name.
    fileprivate var isUUID: Bool {
        let groups = split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.utf8.allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit } }
    }
}
