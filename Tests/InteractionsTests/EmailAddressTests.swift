import Interactions
import Testing

@Suite struct EmailAddressTests {
    @Test(
        arguments: [
            ("Ann.Lee@Contoso.COM", "ann.lee@contoso.com"), ("  <ann@x.example> ", "ann@x.example"),
            ("\"odd @ local\"@x.example", "\"odd @ local\"@x.example"), ("a+tag@x", "a+tag@x"),
            ("o'neil@x.example", "o'neil@x.example"), ("ann_@x_y.example", "ann_@x_y.example"),
            ("ann..lee.@x.example", "ann..lee.@x.example"), ("ann@[192.0.2.1]", "ann@[192.0.2.1]"),
            ("ann@[IPv6:2001:DB8::1]", "ann@[ipv6:2001:db8::1]"),
        ]
    )
    func `Takes the canonical form`(raw: String, canonical: String) {
        #expect(EmailAddress(raw)?.text == canonical)
    }

    @Test(
        arguments: [
            "zoe@x.example", "ZOE@X.EXAMPLE", "'zoe@x.example'", "'zoe@x.example", "zoe@x.example'",
            "\"zoe@x.example\"",
            "\"'zoe@x.example'\"", "\u{2018}zoe@x.example\u{2019}", "\u{201E}zoe@x.example\u{201C}", "\"zoe@x.example",
            "«zoe@x.example»", "<zoe@x.example>", "< zoe@x.example >", "<zoe@x.example", "zoe@x.example>",
            "mailto:zoe@x.example", "MailTo:zoe@x.example?subject=Hi%20there", "SMTP:zoe@x.example",
            "smtp:Zoe@x.example", "smtp: zoe@x.example", "<mailto:zoe@x.example>", "'SMTP:zoe@x.example'",
            "[mailto:zoe@x.example]", "[zoe@x.example]", "zoe@x.example.", "zoe@x.example..", "zoe@x.example,",
            "zoe@x.example;", ";zoe@x.example", "zoe@x.example .", "Zoe <zoe@x.example>",
            "\"Roe, Zoe\" <zoe@x.example>",
            "Roe, Zoe <zoe@x.example>", "Zoe (home) <zoe@x.example>", "Zoe :) <zoe@x.example>",
            "'Zoe' <'zoe@x.example'>", "\"a < b\" <zoe@x.example>", "zoe@other.example <zoe@x.example>",
            "zoe@x.example (Zoe)", "(Zoe) zoe@x.example", "zoe(work)@x.example", "zoe@(of)x.example", "zoe @ x.example",
            "zoe@x.example (a (nested \\) one) comment)", "\"zoe\"@x.example", "\"z\\oe\"@x.example",
            "zoe@x.example\r\n",
            "\tzoe@x.example", "\u{A0}zoe@x.example\u{A0}", "\u{3000}zoe@x.example\u{2003}", "zoe\u{200B}@x.example",
            "\u{FEFF}zoe@x.example", "zo\u{AD}e@x.ex\u{2060}ample", "\u{202A}zoe@x.example\u{202C}",
            "zoe@x.example\u{200D}", "zoe@\u{FE0F}x.example",
            "Zoe [mailto:zoe@x.example]", "Zoe Roe [SMTP:zoe@x.example]", "mailto:zoe%40x.example",
            "mailto:%7Aoe@x.example?subject=a%40b", "<mailto:zoe%40x.example?subject=Hi>", "zoe@ｘ.ｅｘａｍｐｌｅ",
            "zoe@x。example", "zoe@x｡example．",
        ]
    )
    func `Is one however it is written`(raw: String) throws {
        let address = try #require(EmailAddress(raw))
        #expect(address.text.utf8.elementsEqual("zoe@x.example".utf8))
    }

    @Test(
        arguments: [
            ("\"a.b\"@x", "a.b@x"), ("\"A B\"@X", "\"a b\"@x"), ("a.\"b\".c@x", "a.b.c@x"),
            ("\"a\".\"b c\"@x", "\"a.b c\"@x"),
            ("\"a\\\"b\"@x", "\"a\\\"b\"@x"), ("\"a\\\\b\"@x", "\"a\\\\b\"@x"), ("\"'a\"@x", "\"'a\"@x"),
            ("\"a@b\"@x", "\"a@b\"@x"),
            ("\"a<b>\"@x", "\"a<b>\"@x"), ("\"(a)\"@x", "\"(a)\"@x"), ("\"smtp:a\"@x", "\"smtp:a\"@x"),
        ]
    )
    func `Keeps quotes only where a local part needs them`(raw: String, canonical: String) {
        #expect(EmailAddress(raw)?.text == canonical)
    }

    /// Punycode by Python's `str.encode("punycode")` and, where it has it, RFC 3492 §7.1.
    @Test(
        arguments: [
            ("münchen.example", "xn--mnchen-3ya.example"), ("MÜNCHEN.Example", "xn--mnchen-3ya.example"),
            ("mu\u{308}nchen.example", "xn--mnchen-3ya.example"), ("XN--MNCHEN-3YA.example", "xn--mnchen-3ya.example"),
            ("straße.example", "xn--strae-oqa.example"), ("\u{212B}ngström.example", "xn--ngstrm-hua5l.example"),
            ("例え.テスト", "xn--r8jz45g.xn--zckzah"), ("почта.рф", "xn--80a1acny.xn--p1ai"),
            ("i❤.example", "xn--i-7iq.example"), ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("pročprostěnemluvíčesky", "xn--proprostnemluvesky-uyb24dma41a"),
            ("\u{212A}elvin.example", "kelvin.example"),
            ("ΑΘΉΝΑ.example", "xn--jxafb0a0a.example"), ("faß.de", "xn--fa-hia.de"),
        ]
    )
    func `Has its domain as DNS has it`(domain: String, canonical: String) throws {
        let address = try #require(EmailAddress("a@" + domain))
        #expect(address.domain.utf8.elementsEqual(canonical.utf8))
    }

    @Test func `Keeps letters of any script in its local part, without regard to their size or composition`() throws {
        let composed = try #require(EmailAddress("JÜRGEN@x.example"))
        #expect(composed.text.utf8.elementsEqual("j\u{FC}rgen@x.example".utf8))
        #expect(EmailAddress("ju\u{308}rgen@x.example") == composed)
        #expect(EmailAddress("jurgen@x.example") != composed)
        // A Cyrillic letter looks the same and is another one.
        #expect(EmailAddress("\u{430}nn@x.example") != EmailAddress("ann@x.example"))
    }

    @Test(
        arguments: [
            "", "@", "a@", "@x", "ann", "a@b@c", "a b@x.example", "a@x .example", "a@x,b@y", "a@x;b@y",
            "a@x.example\r\nBcc: b@y", "a\u{0}@x", "undisclosed-recipients:;", "<a@x>, <b@y>", "<a@x> <b@y>",
            "/o=Exchange/ou=Group/cn=Recipients/cn=ann", "a@.x", "a@x..y", "a@.", "a@-[x]", "a@[x", "a@[]", "a@[x y]",
            "a@*.x", "a@x/y", "a@x_y!", "\"a\"b@x", "a\"b\"@x", "\"a\u{7}\"@x", "(a@x", "a\u{FF20}x", "mailto:",
            "smtp:@x",
            "a@x\u{E000}", "a@x\u{600}", "a\u{2028}b@x", "a@\u{301}x", "a@x.\u{301}y", "a@xn--\u{FC}", "''@x", "\"\"@x",
            "Zoe <3 <zoe@x>", "<<a@x>", "a@x>b", "X400:c=US;a= ;p=Org;o=Exchange",
        ]
    )
    func `Refuses what is no single address`(raw: String) {
        #expect(EmailAddress(raw) == nil)
    }

    @Test func `Looks at scalars, so that a combining mark hides nothing`() {
        // A grapheme of a comma and a combining mark is no comma to Character, but one to every mail server.
        #expect(EmailAddress("a@x,\u{301}b@y") == nil)
        #expect(EmailAddress("a\r\n\u{301}@x") == nil)
        #expect(EmailAddress("a@\u{338}b@y") == nil)
        #expect(EmailAddress("a@x.example\u{301}@y") == nil)
        // Greek question mark: a semicolon in NFC.
        #expect(EmailAddress("a@x\u{37E}b@y") == nil)
        #expect(EmailAddress("a\u{301}@x.example")?.domain == "x.example")
    }

    @Test func `Refuses a label of more than 256 characters, whatever its script`() {
        #expect(EmailAddress("a@" + String(repeating: "\u{FC}", count: 256)) != nil)
        #expect(EmailAddress("a@" + String(repeating: "\u{FC}", count: 257)) == nil)
    }

    @Test func `Refuses what is longer than any address may be`() {
        #expect(EmailAddress(String(repeating: "a", count: 318) + "@x") != nil)
        #expect(EmailAddress(String(repeating: "a", count: 319) + "@x") == nil)
        #expect(EmailAddress("<" + String(repeating: "a", count: 319) + "@x>") == nil)
        #expect(EmailAddress(String(repeating: "ü", count: 160) + "@x") == nil)
        #expect(EmailAddress("a@" + String(repeating: "ü", count: 320)) == nil)
        for piece in ["a", "@", "\"", "(", "<", "'", "\\", ".", "\u{301}", "\u{200B}", "smtp:", "a@b;", "ü."] {
            #expect(EmailAddress(String(repeating: piece, count: 10_000)) == nil)
            #expect(EmailAddress(String(repeating: piece, count: 10_000) + "@x.example") == nil)
        }
    }

    @Test func `Knows its domain`() throws {
        #expect(try #require(EmailAddress("\"a@b\"@Contoso.example")).domain == "contoso.example")
    }

    /// Random texts of what matters to the reader: 40,000, of which some hundreds are addresses.
    @Test func `Reads its own canonical form as itself`() {
        let visible = #"a b Z @ @ . . " " \ ' < > ( ) [ ] , ; : ? + _ / = smtp: mailto: xn-- imceaex-"#
        let others = "ü \u{301} \u{338} İ ß Σ \u{212A} ｘ 。 \u{200B} \u{A0} \u{2019}"
        let pieces: [String] = [visible, others].flatMap { $0.split(separator: " ").map { String($0) } } + [" "]
        var state: UInt64 = 42
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var found = 0
        for _ in 0..<40_000 {
            let head = (0...next(5)).map { _ in pieces[next(pieces.count)] }.joined()
            let tail = (0...next(5)).map { _ in pieces[next(pieces.count)] }.joined()
            guard let address = EmailAddress(head + "@" + tail) else { continue }
            found += 1
            #expect(EmailAddress(address.text)?.text.utf8.elementsEqual(address.text.utf8) == true)
            #expect(address.domain.utf8.allSatisfy { $0 < 0x80 && $0 > 0x20 })
            #expect(address.domain.utf8.allSatisfy { !(0x41...0x5A).contains($0) })
        }
        #expect(found > 300)
    }
}
