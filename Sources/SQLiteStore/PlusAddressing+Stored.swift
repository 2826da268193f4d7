import GRDB
import Interactions

extension PlusAddressing {
    /// As it was set last.
    init(_ db: Database) throws {
        let select = try RawStatement(db, "SELECT plus_domains FROM meta")
        let text = try select.first({ _ in }, { $0.text(0) }) ?? nil
        self.init(domains: text.flatMap { MailDomains($0.split(separator: " ").map(String.init)) })
    }

    /// As `meta.plus_domains` has it.
    fileprivate var stored: String? {
        domains.flatMap { $0.names.isEmpty ? nil : $0.names.joined(separator: " ") }
    }

    /// The numbers of all addresses of the form, with the text of the address that each is one of.
    func tagged(after number: Int64 = 0, _ db: Database) throws -> [(number: Int64, base: EmailAddress)] {
        guard domains != nil else { return [] }
        // The index of texts must not be used, because all of them are looked at.
        let select = try RawStatement(
            db,
            "SELECT id, text FROM address WHERE id > ? AND instr(text, '+') > 1 ORDER BY +text"
        )
        return try select.all({ $0.add(number) }, { ($0.integer(0), $0.text(1)) }).compactMap { number, text in
            text.flatMap { EmailAddress($0) }.flatMap(base).map { (number, $0) }
        }
    }
}

extension PageWriter {
    /// See `InteractionStore.setDirectory`.
    mutating func setPlusAddressing(_ plusAddressing: PlusAddressing) throws {
        let before = try PlusAddressing(db)
        guard before.stored != plusAddressing.stored else { return }
        changedAddresses.formUnion(try companions(of: Set(before.tagged(db).map(\.number))))
        try RawStatement(db, "UPDATE meta SET plus_domains = ?").run { $0.add(optional: plusAddressing.stored) }
        erased.plusAddressing = plusAddressing
        changedAddresses.formUnion(try plusAddressing.tagged(db).map(\.number))
        changesPersons = true
    }

    /// All addresses that nothing but what follows a plus sign tells from this one.
    func tagged(alike number: Int64) throws -> [Int64] {
        let rule = erased.plusAddressing
        guard rule.domains != nil, case .smtp(let address)? = try SQLiteInteractionStore.address(number, db) else {
            return []
        }
        let base = rule.base(of: address) ?? address
        let local = base.text[..<base.domain.startIndex].dropLast()
        // A comma follows the plus sign in ASCII.
        let select = try RawStatement(db, "SELECT id, text FROM address WHERE text >= ? AND text < ? OR text = ?")
        return try select.all(
            {
                $0.add("\(local)+")
                $0.add("\(local),")
                $0.add(base.text)
            },
            { ($0.integer(0), $0.text(1).flatMap { EmailAddress($0) }) }
        ).compactMap { number, other in other.map { (rule.base(of: $0) ?? $0) == base } == true ? number : nil }
    }
}
