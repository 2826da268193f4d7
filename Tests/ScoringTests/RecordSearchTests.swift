import Interactions
import Testing

@testable import Scoring

/// Records are found as people type them.
struct RecordSearchTests {
    private let index: RecordIndex

    init() throws {
        let rows: [(CRMReference.Table, String, String)] = [
            (.account, "Müller & Söhne GmbH", "office@mueller.example"),
            (.contact, "Zoë Ångström", "zoe@adatum.example"),
            (.contact, "Łukasz Żółć", "lukasz@adatum.example"),
            (.contact, "Zoe Smith", "smith@proseware.example"),
            (.lead, "Jörg Strauß", "jorg@fabrikam.example"),
            (.opportunity, "Zoe Smith", "none@fabrikam.example"),
            (.contact, "ΓΙΩΡΓΟΣ Αγγελος", "agg@wide.example"),
        ]
        index = RecordIndex(
            try rows.enumerated().map { number, row in
                let id = "00000000-0000-4000-8000-00000000000\(number)"
                var record = CRMRow(try #require(CRMReference(row.0, id: id)))
                record.name = row.1
                record.addresses = [try #require(EmailAddress(row.2))]
                if row.1.hasPrefix("Zoë") { record.parent = CRMReference(.account, id: id.dropLast() + "0") }
                return record
            },
            people: [:]
        )
    }

    private func found(_ text: String) -> [String] {
        guard case .found(let positions) = RecordSearch(index)(text) else { return [] }
        return positions.compactMap { index.records[$0].name }
    }

    @Test(arguments: [
        ("muller", ["Müller & Söhne GmbH"]), ("MÜLLER SOHNE", ["Müller & Söhne GmbH"]),
        ("zoe angstrom", ["Zoë Ångström"]),
        ("Angstro", ["Zoë Ångström"]), ("lukasz zolc", ["Łukasz Żółć"]), ("STRAUSS", ["Jörg Strauß"]),
        ("smith zoe", ["Zoe Smith", "Zoe Smith"]), ("zoe@adatum.example", ["Zoë Ångström"]),
        ("adatum.example", ["Łukasz Żółć", "Zoë Ångström"]), ("gstr", ["Zoë Ångström"]),
        ("contact/00000000-0000-4000-8000-000000000001", ["Zoë Ångström"]),
        ("Zo\u{65}\u{308} A\u{30A}ngstro\u{308}m", ["Zoë Ångström"]),
        ("zoe", ["Zoë Ångström", "Zoe Smith", "Zoe Smith"]), ("zoe mull", ["Zoë Ångström"]),
        ("Söhne Ångström", ["Zoë Ångström"]), ("Ångström, Zoë", ["Zoë Ångström"]),
        ("γιωργος", ["ΓΙΩΡΓΟΣ Αγγελος"]), ("ΑΓΓΕΛΟΣ", ["ΓΙΩΡΓΟΣ Αγγελος"]), ("γιώργοσ", ["ΓΙΩΡΓΟΣ Αγγελος"]),
        ("αγγελος ΓΙΩΡ", ["ΓΙΩΡΓΟΣ Αγγελος"]),
        ("  zoe   smith ", ["Zoe Smith", "Zoe Smith"]),
        ("Zoë Ångström <ZOE@Adatum.example>", ["Zoë Ångström"]), ("mailto:zoe@adatum.example", ["Zoë Ångström"]),
        ("{00000000-0000-4000-8000-000000000001}", ["Zoë Ångström"]),
        ("CONTACT/00000000-0000-4000-8000-000000000001", ["Zoë Ångström"]), ("@proseware", ["Zoe Smith"]),
    ])
    func `accents, case, order and parts do not matter`(text: String, expected: [String]) {
        #expect(found(text).sorted() == expected.sorted())
    }

    @Test(arguments: [
        "Old Zoe", "zoe old", "ZO@adatum.example", "contact/00000000-0000-4000-8000-000000000002",
        "00000000-0000-4000-8000-000000000002", "older@adatum.example", "00000000-0000-4000-8000-000000000003",
        "older", "Even Older",
    ])
    func `Whatever was merged into a record is found as that record`(text: String) throws {
        let rows = [("Zoe", "zoe", nil), ("Old Zoe", "zo", 1), ("Even Older", "older", 2)] as [(String, String, Int?)]
        func reference(_ number: Int) throws -> CRMReference {
            try #require(CRMReference(.contact, id: "00000000-0000-4000-8000-00000000000\(number)"))
        }
        let index = RecordIndex(
            try rows.enumerated().map { number, row in
                var record = CRMRow(try reference(number + 1))
                record.name = row.0
                record.addresses = [try #require(EmailAddress("\(row.1)@adatum.example"))]
                record.mergedInto = try row.2.map(reference)
                return record
            },
            people: [:]
        )
        #expect(RecordSearch(index)(text) == .found([0]))
        // Only by its whole name: parts are those of names that are in use.
        #expect(RecordSearch(index)("Even") == .suggestions([]))
    }

    /// A name and how it may be typed, either the other's way too.
    @Test(
        arguments: [
            ("Jürgen Müller", ["mueller", "muller", "JUERGEN", "juergen muller", "Mueller, Jürgen", "müll"]),
            ("Peter Mueller", ["müller", "mueller", "Müller Peter"]),
            ("Søren Ågård", ["soeren", "soren", "aagaard", "agard", "Aagaard, Soren"]),
            ("Soeren Aagaard", ["søren", "ågård", "sören"]), ("Jörg Weiß", ["joerg weiss", "jorg weiss", "WEISS"]),
            ("Weiss", ["weiß"]), ("Ænes Œuvrard", ["aenes", "oeuvrard"]), ("Ｍüｌｌｅｒ　Ｈａｎｓ", ["müller", "hans mueller"]),
            ("Hans Miller", ["Ｈａｎｓ", "ｍｉｌｌｅｒ"]), ("ﾔﾏﾀﾞ ﾀﾛｳ", ["ヤマダ", "ヤマダ タロウ", "ﾔﾏﾀﾞ"]), ("ヤマダ タロウ", ["ﾔﾏﾀﾞ", "ﾀﾛｳ"]),
            ("Griﬃn Waﬄe", ["griffin", "waffle", "Griﬀ"]), ("Stefan Stiﬂer", ["stifler", "STIFLER"]),
            ("㈱ヤマト", ["(株)ヤマト", "株", "ヤマト"]), ("Þórdís Ðóra", ["thordis", "dora", "dhora"]),
            ("Đorđe Ilić", ["djordje", "dorde", "ilic"]), ("İpek Yıldız", ["ipek", "yildiz"]),
        ] as [(String, [String])]
    )
    func `a name is found however its letters are written`(name: String, typed: [String]) throws {
        var record = CRMRow(try #require(CRMReference(.contact, id: "00000000-0000-4000-8000-000000000001")))
        record.name = name
        var other = CRMRow(try #require(CRMReference(.contact, id: "00000000-0000-4000-8000-000000000002")))
        other.name = "Xaver Qvist"
        let search = RecordSearch([record, other], among: [.contact])
        for text in typed + [name] { #expect(search(text) == .found([0]), "\(text)") }
    }

    @Test(arguments: [("joe", "John"), ("due", "Durand"), ("Baer", "Barbara"), ("aa", "Anna")])
    func `two letters are one only where one stands`(typed: String, name: String) throws {
        var record = CRMRow(try #require(CRMReference(.contact, id: "00000000-0000-4000-8000-000000000001")))
        record.name = name
        let result = RecordSearch([record], among: [.contact])(typed)
        if case .found = result { Issue.record("\(result)") }
    }

    @Test(arguments: [
        ("Angstrm", "Zoë Ångström"), ("lukazs", "Łukasz Żółć"), ("Smiht", "Zoe Smith"),
        ("strauss jorge", "Jörg Strauß"),
        ("smith@prosewear.example", "smith@proseware.example"), ("Muler", "Müller & Söhne GmbH"),
    ])
    func `a typing error is told what is near`(text: String, expected: String) {
        #expect(RecordSearch(index)(text) == .suggestions([expected]))
    }

    @Test(arguments: ["", " ", "nobody at all", "!", "qqqq"])
    func `what is nothing finds nothing`(text: String) {
        #expect(RecordSearch(index)(text) == .suggestions([]))
    }
}
