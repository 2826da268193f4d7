import Interactions
import Testing

@Suite struct ParticipantAddressTests {
    private static let reference = "contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c"
    private static let name = "/o=contoso/ou=exchange administrative group (fydibohf23spdlt)/cn=recipients/cn=ben_x"
    private static let encapsulated =
        "IMCEAEX-_O=CONTOSO_OU=EXCHANGE+20ADMINISTRATIVE+20GROUP+20+28FYDIBOHF23SPDLT+29_CN=RECIPIENTS_CN=BEN+5FX"
    private static let hash = "UNREADABLE:000102030405060708090a0b0c0d0e0f"

    @Test(
        arguments: [
            ("zoe@x.example", "zoe@x.example"), ("'Zoe@X.example'", "zoe@x.example"),
            ("SMTP:zoe@x.example.", "zoe@x.example"),
            ("EX:/o=x/cn=y", "EX:/o=x/cn=y"), ("ex: /O=X/CN=Y ", "EX:/o=x/cn=y"), ("/O=X/CN=Y", "EX:/o=x/cn=y"),
            (" /O=x/cn=y\u{A0}", "EX:/o=x/cn=y"), ("'/o=x/cn=y'", "EX:/o=x/cn=y"), ("</o=x/cn=y>", "EX:/o=x/cn=y"),
            ("X500:/o=X/cn=Y", "EX:/o=x/cn=y"), (" x500: /o=x/cn=y", "EX:/o=x/cn=y"),
            ("\u{200B}EX:/o=x/cn=y", "EX:/o=x/cn=y"), ("\u{2018}EX:/o=x/cn=y\u{2019}", "EX:/o=x/cn=y"),
            ("a/o=b@x.example", "a/o=b@x.example"),
            ("EX:cn=y", "EX:cn=y"), ("CRM:\(reference)", "CRM:\(reference)"),
            ("crm:\(reference.uppercased())", "CRM:\(reference)"),
            (hash, hash), (hash.lowercased(), hash), ("UNREADABLE:000102030405060708090A0B0C0D0E0F", hash),
            ("\(encapsulated)@x.example", "EX:\(name)"), ("\(encapsulated.lowercased())@y", "EX:\(name)"),
            ("<\(encapsulated)@x.example>", "EX:\(name)"),
            ("IMCEASMTP-zoe+40x+2Eexample@contoso.example", "zoe@x.example"),
            // Nothing of Exchange in it.
            ("imceaex-x@y.example", "imceaex-x@y.example"), ("imceaex-_o=a+zz@y.example", "imceaex-_o=a+zz@y.example"),
            ("imceaex-_o=a+ff@y.example", "imceaex-_o=a+ff@y.example"),
            ("imceafax-1@y.example", "imceafax-1@y.example"),
        ] as [(String, String)]
    )
    func `Reads everything that is exported, and everything that means it`(text: String, canonical: String) throws {
        let address = try #require(Participant.Address(text: text))
        #expect(address.text == canonical)
        #expect(Participant.Address(text: address.text) == address)
    }

    @Test(
        arguments: [
            "", "ann", "a@b@c", "EX:", "EX:a\u{7}b", "CRM:", "CRM:contact", "CRM:contact/1",
            "CRM:nothing/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c",
            "UNREADABLE:", "UNREADABLE:00", "UNREADABLE:000102030405060708090a0b0c0d0e0g", "undisclosed-recipients:;",
            "a@x.example;b@x.example", "x@y.invalid", "EX:" + String(repeating: "x", count: 1_025),
        ]
    )
    func `Reads nothing where nobody or more than one is meant`(text: String) {
        #expect(Participant.Address(text: text) == nil)
    }

    private static func smtp(_ text: String) -> Participant.Address.Reading {
        EmailAddress(text).map { .address(.smtp($0)) } ?? .unreadable
    }

    @Test(
        arguments: [
            ("a@x; b@x", [smtp("a@x"), smtp("b@x")]), ("a@x;b@x;", [smtp("a@x"), smtp("b@x")]), (";", [.nobody]),
            ("a@x;;b@x", [smtp("a@x"), smtp("b@x")]), ("a@x; x@y@z", [smtp("a@x"), .unreadable]),
            ("a;b", [.unreadable]),
            ("Roe; Ann <a@x>", [smtp("a@x")]), ("\"Roe; Ann\" <a@x>", [smtp("a@x")]), ("a@x (b; c)", [smtp("a@x")]),
            ("\"a;b\"@x; c@x", [smtp("\"a;b\"@x"), smtp("c@x")]), ("a@x; y@z.invalid", [smtp("a@x"), .nobody]),
            ("/o=a;b/cn=c", [.address(.directory("/o=a;b/cn=c"))]), ("a@x,b@x", [.unreadable]),
            ("'' ; \" \"", [.nobody]), ("Undisclosed recipients:;", [.nobody]), ("Unknown", [.unreadable]),
        ] as [(String, [Participant.Address.Reading])]
    )
    func `Reads several with semicolons between them`(field: String, readings: [Participant.Address.Reading]) {
        #expect(Participant.Address.readings(of: field) == readings)
    }
}
