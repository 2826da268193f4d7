import Interactions
import Testing

/// Whose an address with a plus sign is.
@Suite struct PlusAddressingTests {
    private let rule = PlusAddressing(domains: MailDomains(["contoso.example", "*.fabrikam.example"]))

    @Test(arguments: [
        ("ann+news@contoso.example", "ann@contoso.example"), ("Ann+News@CONTOSO.example", "ann@contoso.example"),
        ("ann+@contoso.example", "ann@contoso.example"), ("ann+a+b@contoso.example", "ann@contoso.example"),
        ("a.b+c@mail.fabrikam.example", "a.b@mail.fabrikam.example"),
        ("'ann+x@contoso.example'", "ann@contoso.example"),
    ])
    func `What follows the first plus sign tells nobody from another`(text: String, base: String) throws {
        let address = try #require(EmailAddress(text))
        #expect(rule.base(of: address)?.text == base)
        #expect(PlusAddressing.none.base(of: address) == nil)
    }

    @Test(arguments: [
        "ann@contoso.example", "+ann@contoso.example", "ann+news@fabrikam.example", "ann+news@xcontoso.example",
        "ann+news@sub.contoso.example", "\"a b+c\"@contoso.example", "ann+news@adatum.example",
    ])
    func `Elsewhere, and where nothing stands before it, it is a sign like any other`(text: String) throws {
        #expect(rule.base(of: try #require(EmailAddress(text))) == nil)
    }
}
