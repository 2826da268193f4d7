import RapportCommands
import Testing

/// How tables look where there is much room, and where there is little.
struct TableTests {
    private static let table = Table(
        [
            Table.Column("record", rank: 0), Table.Column("kind", rank: 4),
            Table.Column("mails", isNumber: true, rank: 2), Table.Column("needs attention", rank: 1),
            Table.Column("owner", rank: 3), Table.Column("empty", rank: 2), Table.Column("basis", rank: 5),
        ],
        [
            ["株式会社アダタム", "account", "12", reason, "Anna Bauer", "", "exchange"],
            ["Zoe\u{301} 👩🏽 🇫🇷", "contact", "7", "", "김철수", "", "crm"],
            ["Adatum", "account", "1043", "No meeting is planned", "Ben", "", "exchange"],
        ]
        .map { $0.map { Table.Cell($0) } }
    )
    private static let reason = "They wrote 2 times without an answer, the last time 3 days ago"

    @Test func `At 200 columns everything is in one line`() {
        #expect(Self.table.lines(Screen(width: 200)) == Self.wide)
        #expect(Self.table.lines(Screen()) == Self.wide)
    }

    @Test func `At 80 columns long texts go on below`() {
        #expect(Self.table.lines(Screen(width: 80)) == Self.narrow)
    }

    @Test func `At 60 columns what matters least is left out and named`() {
        #expect(Self.table.lines(Screen(width: 60)) == Self.smaller)
    }

    @Test(arguments: 20...200)
    func `No line is longer than the screen is wide`(width: Int) {
        for line in Self.table.lines(Screen(width: width)) { #expect(DisplayWidth.of(line) <= width, "\(line)") }
        let unbroken = Table([Table.Column("name")], [[Table.Cell(String(repeating: "株", count: 300))]])
        for line in unbroken.lines(Screen(width: width)) { #expect(DisplayWidth.of(line) <= width) }
    }

    @Test func `Colours are around cells and move nothing`() {
        let rows = [[Table.Cell("a", .good), Table.Cell("株", .poor)], [Table.Cell("long"), Table.Cell("x")]]
        let table = Table([Table.Column("one"), Table.Column("two")], rows)
        let plain = table.lines(Screen())
        let coloured = table.lines(Screen(isColoured: true))
        #expect(coloured[2] == "\u{1B}[32ma\u{1B}[0m     \u{1B}[31m株\u{1B}[0m")
        #expect(coloured.map { $0.replacing(/\x1B\[[0-9]+m/, with: "") } == plain)
        #expect(plain == ["one   two", "----  ---", "a     株", "long  x"])
    }

    /// Counted by hand, as terminals show them.
    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("株式会社", 8), ("ｶﾅ", 2), ("ＡＢ", 4), ("김철수", 6),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("👩🏽", 2), ("🇫🇷", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("1\u{FE0F}\u{20E3}", 2),
        ("😀😀", 4),
        ("क्षि", 1), ("שלום", 4), ("עִבְרִית", 5), ("\u{301}x", 1), ("→ ▁█■", 5), ("Zoë, 東京!", 10),
    ])
    func `A text takes so many columns`(text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    // swift-format-ignore
    private static let wide = [
        "record            kind     mails  needs attention                                                 owner       empty  basis",
        "----------------  -------  -----  --------------------------------------------------------------  ----------  -----  --------",
        "株式会社アダタム  account     12  They wrote 2 times without an answer, the last time 3 days ago  Anna Bauer         exchange",
        "Zoe\u{301} 👩🏽 🇫🇷         contact      7                                                                  김철수             crm",
        "Adatum            account   1043  No meeting is planned                                           Ben                exchange",
    ]

    // swift-format-ignore
    private static let narrow = [
        "record            kind     mails  needs attention           owner       basis",
        "----------------  -------  -----  ------------------------  ----------  --------",
        "株式会社アダタム  account     12  They wrote 2 times        Anna Bauer  exchange",
        "                                  without an answer, the",
        "                                  last time 3 days ago",
        "Zoe\u{301} 👩🏽 🇫🇷         contact      7                            김철수      crm",
        "Adatum            account   1043  No meeting is planned     Ben         exchange",
    ]

    // swift-format-ignore
    private static let smaller = [
        "record            mails  needs attention          owner",
        "----------------  -----  -----------------------  ----------",
        "株式会社アダタム     12  They wrote 2 times       Anna Bauer",
        "                         without an answer, the",
        "                         last time 3 days ago",
        "Zoe\u{301} 👩🏽 🇫🇷             7                           김철수",
        "Adatum             1043  No meeting is planned    Ben",
        "Not shown for want of room: kind, basis.",
    ]
}
