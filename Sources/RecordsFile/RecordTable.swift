import Interactions
import TabularFiles

/// All rows of a file, which name one another.
struct RecordTable {
    private let lines: [RecordLine]
    /// How many rows claim an id.
    private var claims: [CRMReference: Int] = [:]
    /// The one row of a kind that has this name; nil if several have.
    private var named: [CRMReference.Table: [String: CRMReference?]] = [:]
    private var usersByAddress: [EmailAddress: CRMReference] = [:]
    /// Users whom only `owner` names.
    private var impliedUsers: [CRMRow] = []
    private var unusableKeys: Set<String> = []
    private(set) var problems: [RecordProblem] = []
    private(set) var unusable: [(key: String, problem: RecordProblem)] = []

    init(_ lines: [RecordLine]) {
        self.lines = lines
        for line in lines {
            guard let reference = line.reference else { continue }
            claims[reference, default: 0] += 1
            if let name = line.text(.name) {
                let isKnown = named[reference.table]?[name] != nil
                named[reference.table, default: [:]][name] = .some(isKnown ? nil : reference)
            }
            guard reference.table == .user else { continue }
            for address in line.cells[.addresses] ?? [] {
                if let address = EmailAddress(address) { usersByAddress[address] = reference }
            }
        }
    }

    /// The rows that can be used; what is wrong with the others is in `problems` then.
    mutating func rows() -> [CRMRow] {
        var rows: [CRMRow] = []
        for line in lines {
            var found = line.problems
            let row = row(line, &found)
            if found.isEmpty, let row { rows.append(row) }
            problems += found
            guard let first = found.first else { continue }
            let key = line.reference?.text ?? "row \(line.number)"
            if unusableKeys.insert(key).inserted { unusable.append((key, first)) }
        }
        return rows + impliedUsers
    }

    private mutating func row(_ line: RecordLine, _ found: inout [RecordProblem]) -> CRMRow? {
        guard let table = line.table else {
            // A row whose cells could not be told apart has said so.
            guard found.isEmpty || line.text(.type) != nil else { return nil }
            let expected = "one of account, contact, lead, opportunity, user"
            found.append(
                RecordProblem(row: line.number, column: .type, expected: expected, value: line.text(.type) ?? "")
            )
            return nil
        }
        guard let reference = line.reference else {
            found.append(RecordProblem(row: line.number, column: .id, expected: "an id", value: ""))
            return nil
        }
        if claims[reference] != 1 {
            let expected = "an id that no other \(line.text(.type) ?? "") has"
            found.append(RecordProblem(row: line.number, column: .id, expected: expected, value: line.text(.id)))
        }
        for column in line.cells.keys.sorted(by: { $0.rawValue < $1.rawValue }) where !column.tables.contains(table) {
            let value = line.text(column)
            let expected = "nothing, because no \(line.text(.type) ?? "") has that"
            found.append(RecordProblem(row: line.number, column: column, expected: expected, value: value))
        }
        var row = CRMRow(reference)
        row.name = line.text(.name)
        row.addresses = addresses(line, &found)
        let account = link(line, .account, to: .account, &found)
        row.parent = account
        row.contact = link(line, .contact, to: .contact, &found)
        row.origin = link(line, .lead, to: .lead, &found)
        row.owner = owner(line, &found)
        if table == .opportunity { row.sale = sale(line, &found) }
        row.isActive =
            cell(line, .active, "true or false", &found) { ["true": true, "false": false][$0.lowercased()] } ?? true
        row.firstName = line.text(.firstName)
        row.jobTitle = line.text(.jobTitle)
        return row
    }

    // MARK: Cells

    func cell<Value>(
        _ line: RecordLine,
        _ column: RecordColumn,
        _ expected: String,
        _ found: inout [RecordProblem],
        _ value: (String) -> Value?
    ) -> Value? {
        // What has no place in such a row is told already, whatever stands there.
        guard let table = line.table, column.tables.contains(table), let text = line.text(column) else { return nil }
        if let value = value(text) { return value }
        found.append(RecordProblem(row: line.number, column: column, expected: expected, value: text))
        return nil
    }

    private func addresses(_ line: RecordLine, _ found: inout [RecordProblem]) -> [EmailAddress] {
        let texts = line.cells[.addresses] ?? []
        let addresses = texts.compactMap { EmailAddress($0) }
        if addresses.count < texts.count {
            found.append(RecordProblem(row: line.number, column: .addresses, expected: "SMTP addresses"))
        }
        return addresses
    }

    /// A row of this file, by its id or by a name that only one has.
    private func link(
        _ line: RecordLine,
        _ column: RecordColumn,
        to table: CRMReference.Table,
        _ found: inout [RecordProblem]
    ) -> CRMReference? {
        cell(
            line,
            column,
            "the id of \(table == .account ? "an" : "a") \(table) of this file, or a name that only one has",
            &found
        ) {
            reference(table, $0)
        }
    }

    private func reference(_ table: CRMReference.Table, _ text: String) -> CRMReference? {
        if let reference = RecordID.reference(table, text), claims[reference] != nil { return reference }
        return named[table]?[text] ?? nil
    }

    /// Whoever it belongs to: a user of this file, or somebody whom only the address names.
    private mutating func owner(_ line: RecordLine, _ found: inout [RecordProblem]) -> CRMReference? {
        guard let text = line.text(.owner) else { return nil }
        if let reference = reference(.user, text) { return reference }
        guard let address = EmailAddress(text), let reference = RecordID.reference(.user, address.text) else {
            let expected = "an SMTP address, or a user of this file"
            found.append(RecordProblem(row: line.number, column: .owner, expected: expected))
            return nil
        }
        if let known = usersByAddress[address] { return known }
        usersByAddress[address] = reference
        var user = CRMRow(reference)
        user.addresses = [address]
        impliedUsers.append(user)
        return reference
    }
}
