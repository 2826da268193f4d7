import Connector
import Eligibility
import Engine
import Foundation
import Interactions
import Scoring
import Testing

@testable import Console

/// Pages as people read them, in both languages and with the names that strangers choose.
@Suite struct `The pages` {
    private static let languages = ["en", "de"]

    /// Every page that can be opened without a form, for a record of the administrator's choice.
    private static func targets(_ record: String) -> [String] {
        [
            "/login", "/overview", "/changes", "/changes/disable", "/changes/roles?role=Salesperson",
            "/changes/consent-withdraw", "/roles", "/options", "/options?good=70&fair=50", "/eligibility",
            "/eligibility?state=refused&q=a", "/runs", "/log", "/people", "/invitations", "/widgets", "/consent",
            "/widgets?record=\(record)", "/widgets?record=nobody-at-all", "/relationships",
            "/relationships?sort=name&kind=contacts", "/relationships/\(record)", "/introductions", "/pipeline",
            "/relationships?only=waiting&no_activity=3&reverse=true&limit=2&team=Key%20accounts",
            "/pipeline?sort=estimated_value_hundredths&state=good&only=urgent&account=",
            "/introductions?target=\(ConsoleClient.encoded(record))",
        ]
    }

    @Test(arguments: languages)
    func `show no key, no leftover of a template, and say the language they are in`(language: String) async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        try await client.signIn(world.administrator)
        let record = try await client.ownRecord(of: world.seller)
        let keys = Words(.english).keys
        let cookie = ["Accept-Language": language]
        for target in Self.targets(record) + ["/why?user=\(world.seller.text)"] {
            let answer = try await client.get(target, headers: cookie)
            #expect(answer.status == 200, "\(target) \(answer.text.prefix(300))")
            #expect(answer.text.contains("<html lang=\"\(language)\">"), "\(target)")
            let shown = Self.text(of: answer.text)
            for key in keys where key.contains(".") {
                #expect(!shown.contains(where: { $0 == key }), "\(target) \(key)")
            }
            #expect(!answer.text.contains("[[") || answer.text.contains("[[login.text]]"), "\(target)")
            #expect(answer.text.contains("<main id=\"main\""), "\(target)")
        }
    }

    /// Words between tags.
    private static func text(of html: String) -> Set<String> {
        let pieces = html.split(separator: "<").compactMap { $0.split(separator: ">", maxSplits: 1).dropFirst().first }
        return Set(pieces.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(String.init))
    }

    @Test func `use the original product's German words`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        try await client.signIn(world.administrator)
        let german = ["Accept-Language": "de-DE,de;q=0.9,en;q=0.5"]
        #expect(try await client.get("/overview", headers: german).text.contains("Beziehungsanalyse"))
        #expect(try await client.get("/introductions", headers: german).text.contains("Wer kennt wen"))
        #expect(try await client.get("/relationships", headers: german).text.contains("Beziehungsgesundheit"))
        #expect(try await client.get("/changes", headers: german).text.contains("Beziehungsintelligenz aktivieren"))
        #expect(
            try await client.get("/overview", headers: ["Accept-Language": "fr, en;q=0.1"]).text.contains("Overview")
        )
    }

    @Test func `have the same words in both languages, and one for everything that they name`() {
        let (english, german) = (Words(.english), Words(.german))
        #expect(english.keys == german.keys)
        let named: [[String]] = [
            Reason.Code.allCases.flatMap { ["reason.\($0.rawValue)", "remedy.\($0.rawValue)"] },
            EngineError.Code.allCases.map { "problem.\($0.rawValue).text" },
            SourceError.Code.allCases.map { "problem.\($0.rawValue).text" },
            Gate.allCases.map { "gate.\($0.rawValue)" }, Feature.allCases.map { "feature.\($0.rawValue)" },
            Health.State.allCases.map { "health.\($0.name)" }, Health.Trend.allCases.map { "trend.\($0.name)" },
            (RelationshipsContent.orders + PipelineContent.orders).map { "order.\($0.rawValue)" },
            RelationshipFilters.Only.allCases.map { "only.\($0.rawValue)" },
            ProgressListing.Phase.allCases.map { "progress.phase.\($0.rawValue)" },
            Introducer.Band.allCases.map { "band.\($0.rawValue)" },
            LifeCycleChange.allCases.flatMap { change in
                ["change.\(change.rawValue)", "change.\(change.rawValue).text", "done.\(change.rawValue)"]
            },
        ]
        for key in named.joined() { #expect(english.text(key) != nil, "\(key)") }
        for key in english.keys {
            let places = [english, german].map { words in
                Set(
                    (words.text(key) ?? "").split(separator: "{", omittingEmptySubsequences: false).dropFirst().map {
                        $0.prefix { $0 != "}" }
                    }
                )
            }
            #expect(places[0] == places[1], "\(key)")
        }
    }

    private static let tags: Set<String> = [
        "html", "head", "meta", "title", "link", "body", "a", "header", "p", "nav", "ul", "li", "form", "input", "span",
        "button", "main", "h1", "h2", "h3", "div", "section", "strong", "table", "caption", "thead", "tbody", "tr",
        "th",
        "td", "label", "select", "option", "textarea", "br", "code", "pre", "svg", "desc", "line", "rect", "fieldset",
        "legend", "style", "dl", "dt", "dd", "!DOCTYPE",
    ]

    @Test(arguments: languages)
    func `run nothing that a name brought along, and show it readable`(language: String) async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        try await client.signIn(world.administrator)
        let rows = try #require(
            try await client.get("/api/v1/scores?kind=contacts&limit=1000").json() as? [[String: Any]]
        )
        let records = rows.compactMap { $0["record"] as? String }
        var seen: [String] = []
        for target in Self.targets(records[0]) + records.map({ "/relationships/\($0)" }) {
            let answer = try await client.get(target, headers: ["Accept-Language": language])
            Self.expectHarmless(answer.text, target)
            seen.append(answer.text)
        }
        for text in ConsoleWorld.hostileNames {
            let answer = try await client.get("/relationships?q=\(ConsoleClient.encoded(text))")
            Self.expectHarmless(answer.text, text)
            let search = try await client.get("/introductions?target=\(ConsoleClient.encoded(text))")
            Self.expectHarmless(search.text, text)
            #expect([200, 400, 404].contains(search.status))
            let widgets = "/widgets?record=\(ConsoleClient.encoded(text))"
            Self.expectHarmless(try await client.get(widgets).text, widgets)
            let dry = try await client.get(
                "/eligibility?q=\(ConsoleClient.encoded(text))&state=\(ConsoleClient.encoded(text))"
            )
            Self.expectHarmless(dry.text, text)
        }
        let all = seen.joined()
        for name in ["&lt;script&gt;alert(1)&lt;/script&gt;", "{{formToken}}{{{page}}}", "[[login.text]]", "Müller"] {
            #expect(all.contains(name), "\(name)")
        }
        #expect(all.contains("&lt;\u{338}script&gt;"))
    }

    private static func expectHarmless(_ page: String, _ what: String) {
        // The one script of ours, on the one page that has it.
        let own = what == "/runs" ? #"<script src="/static/progress.js" defer></script>"# : ""
        let html = page.replacingOccurrences(of: own, with: "")
        var rest = html.unicodeScalars[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: open)...]
            let name = String(
                String.UnicodeScalarView(rest.prefix { $0 != ">" && $0 != " " && $0 != "\n" && $0 != "/" })
            )
            if name == "iframe" || name.isEmpty && rest.dropFirst().starts(with: "iframe>".unicodeScalars) {
                // Widgets in a sandbox, on the one page that shows them.
                let tag = String(String.UnicodeScalarView(rest.prefix { $0 != ">" }))
                let isOurs = name.isEmpty || tag.contains("sandbox=\"\" ") && tag.contains(" src=\"/widgets/")
                #expect(what.hasPrefix("/widgets?record=") && isOurs, "\(what): <\(tag)>")
                continue
            }
            if name.isEmpty {
                let end = String(String.UnicodeScalarView(rest.dropFirst().prefix { $0 != ">" }))
                #expect(tags.contains(end), "\(what): </\(end)>")
            } else {
                #expect(tags.contains(name), "\(what): <\(name)>")
            }
            let tag = String(String.UnicodeScalarView(rest.prefix { $0 != ">" })).lowercased()
            let bare = tag.replacing(/"[^"]*"/, with: "\"\"")
            #expect(!bare.contains(/\son[a-z]+\s*=/), "\(what): <\(tag)>")
            #expect(
                !tag.contains("javascript:") || tag.contains("value=\"javascript:")
                    || tag.contains("target=javascript"),
                "\(what): <\(tag)>"
            )
        }
        let hidden: Set<Unicode.Scalar> = ["\u{202E}", "\u{200B}", "\u{FEFF}", "\r"]
        #expect(hidden.isDisjoint(with: html.unicodeScalars), "\(what)")
    }

    @Test func `say of a person which mailboxes hold what is known`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        try await client.signIn(world.administrator)
        let held = try await world.engine.person(.smtp(world.seller), at: .now).mailboxes
        let form = [("address", world.seller.text)]
        let page = try await client.send(form, to: "/people/plan", csrf: try await client.formToken())
        let label = Words(.english)["people.holders"]
        #expect(held.count > 1)
        for mailbox in held {
            #expect(page.text.contains("<tr><th scope=\"row\">\(label)</th><td>\(mailbox.text)</td></tr>"))
        }
    }

    @Test func `find records as people type them, and only the viewer's own`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        try await client.signIn(world.seller)
        let page = try await client.get("/relationships")
        #expect(page.text.contains("/relationships/"))
        #expect(try await client.get("/overview").status == 403)
        let other = try await client.ownRecord(of: world.otherSeller)
        let refused = try await client.get("/relationships/\(other)")
        #expect(refused.status == 403)
        #expect(refused.text.contains("belongs to somebody else"))
    }
}

/// What a template must have, and what becomes of text.
@Suite struct `A template` {
    private static let pragma = HTMLByScalar.pragma

    @Test(arguments: ["<p>{{x}}</p>", "{{% CONTENT_TYPE:HTML}}<p>{{x}}</p>", " \(pragma)<p>{{x}}</p>"])
    func `is refused without the escaper on scalars`(text: String) {
        #expect(throws: PageRenderer.TemplateError.withoutEscaper("t")) {
            try PageRenderer.prepared(text, "t", Words(.english))
        }
    }

    @Test(arguments: ["{{{x}}}", "{{&x}}", "{{& x}}", "{{ &x}}"])
    func `is refused with a place that is not escaped`(text: String) {
        #expect(throws: PageRenderer.TemplateError.unescaped("t")) {
            try PageRenderer.prepared(Self.pragma + text, "t", Words(.english))
        }
    }

    @Test func `is refused with a word that there is not`() {
        #expect(throws: PageRenderer.TemplateError.unknownWord("t: no.such")) {
            try PageRenderer.prepared(Self.pragma + "[[no.such]]", "t", Words(.english))
        }
    }

    @Test(arguments: [
        ("<b>", "&lt;b&gt;"), ("<\u{338}b", "&lt;\u{338}b"), ("\"'`&", "&quot;&#39;&#96;&amp;"),
        ("a\u{202E}b", "a\u{FFFD}b"),
        ("a\rb", "a\u{FFFD}b"), ("a\nb", "a\nb"), ("a\u{7F}b", "a\u{FFFD}b"), ("a\u{1B}b", "a\u{FFFD}b"),
        ("\t~ }", "\t~ }"),
        ("a\u{85}b", "a\u{FFFD}b"), ("plain", "plain"), ("", ""), ("&\u{301}lt;", "&amp;\u{301}lt;"), ("é", "é"),
    ])
    func `escapes every scalar that could mean something`(text: String, escaped: String) {
        #expect(Array(HTMLByScalar.escape(text).utf8) == Array(escaped.utf8))
    }
}

/// What templates are filled with.
@Suite struct `A page's values` {
    private struct Row {
        let name: String
        let count: Int
        let other: Int?
    }

    private struct Content {
        let title: String
        let isOpen: Bool
        let rows: [Row]
        let missing: Row?
        let row: Row?
    }

    @Test func `are found by their names, at any depth, and what is nil is not there`() throws {
        let rows = [Row(name: "a", count: 1, other: nil), Row(name: "", count: 2, other: 3)]
        let content = Content(title: "T", isOpen: true, rows: rows, missing: nil, row: rows[1])
        let named = try #require(NamedValues.of(content) as? [String: Any])
        #expect(named.keys.sorted() == ["isOpen", "row", "rows", "title"])
        #expect(named["title"] as? String == "T" && named["isOpen"] as? Bool == true)
        let list = try #require(named["rows"] as? [Any])
        let first = try #require(list.first as? [String: Any])
        #expect(list.count == 2 && first.keys.sorted() == ["count", "name"] && first["count"] as? Int == 1)
        #expect((named["row"] as? [String: Any])?["other"] as? Int == 3)
        #expect(NamedValues.of(Int?.none as Any) == nil)
        #expect((NamedValues.of(["x", "y"]) as? [Any])?.count == 2)
    }
}

/// What things are worth, as each language writes it.
@Suite struct `An amount` {
    @Test(
        arguments: [
            (0, nil, "0.00", "0,00"), (5, "EUR", "0.05 EUR", "0,05 EUR"),
            (123_456_789, nil, "1,234,567.89", "1.234.567,89"),
            (-100_000, "USD", "-1,000.00 USD", "-1.000,00 USD"),
            (.min, nil, "-92,233,720,368,547,758.08", "-92.233.720.368.547.758,08"),
        ] as [(Int64, String?, String, String)]
    )
    func `is grouped and pointed as the language has it`(
        hundredths: Int64,
        currency: String?,
        english: String,
        german: String
    ) {
        #expect(Money.text(hundredths, currency) == english)
        #expect(Money.text(hundredths, currency, in: .german) == german)
    }
}
