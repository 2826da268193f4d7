import Interactions
import Testing

@Suite struct EmailAddressTests {
    @Test(
        arguments: [
            ("Ann.Lee@Contoso.COM", "ann.lee@contoso.com"), ("  <ann@x.example> ", "ann@x.example"),
            ("\"odd @ local\"@x.example", "\"odd @ local\"@x.example"),
            ("jürgen@münchen.example", "jürgen@münchen.example"),
            ("a+tag@x", "a+tag@x"),
        ]
    )
    func `Takes the canonical form`(raw: String, canonical: String) {
        #expect(EmailAddress(raw)?.text == canonical)
    }

    @Test(
        arguments: [
            "", "@", "a@", "@x", "ann", "a@b@c", "a b@x.example", "a@x .example", "a@x,b@y", "a@x;b@y",
            "a@x.example\r\nBcc: b@y", "a\u{0}@x", "undisclosed-recipients:;", "<a@x>, <b@y>",
            "/o=Exchange/ou=Group/cn=Recipients/cn=ann",
        ]
    )
    func `Refuses what is no single address`(raw: String) {
        #expect(EmailAddress(raw) == nil)
    }

    @Test func `Looks at bytes, so that a combining mark hides nothing`() {
        // A grapheme of a comma and a combining mark is no comma to Character, but one to every mail server.
        #expect(EmailAddress("a@x,\u{301}b@y") == nil)
        #expect(EmailAddress("a\r\n\u{301}@x") == nil)
    }

    @Test func `Looks at bytes for its domain, to which all belongs that follows the at sign`() throws {
        #expect(
            try #require(EmailAddress("a@\u{301}contoso.example")).domain.utf8.elementsEqual(
                "\u{301}contoso.example".utf8
            )
        )
    }

    @Test func `Refuses what is longer than any address may be`() {
        #expect(EmailAddress(String(repeating: "a", count: 318) + "@x") != nil)
        #expect(EmailAddress(String(repeating: "a", count: 319) + "@x") == nil)
    }

    @Test func `Knows its domain`() throws {
        #expect(try #require(EmailAddress("\"a@b\"@Contoso.example")).domain == "contoso.example")
    }
}
