import Interactions
import Testing

/// Which addresses are of some domains.
struct MailDomainsTests {
    @Test func `each of many domains is found and nothing beside them`() throws {
        let names = (0..<100).map { "d\($0).example" } + ["contoso.com", "contoso.co", "a.contoso.com"]
        let domains = try #require(MailDomains(names.shuffled()))
        for name in names {
            #expect(try domains.contains(#require(EmailAddress("ann@\(name)"))))
            #expect(try domains.contains(#require(EmailAddress("ANN@\(name.uppercased())"))))
            #expect(try !domains.contains(#require(EmailAddress("ann@x\(name)"))))
            #expect(try !domains.contains(#require(EmailAddress("ann@x.\(name)"))))
            #expect(try !domains.contains(#require(EmailAddress("ann@\(name)x"))))
        }
        for other in ["d.example", "d100.example", "contoso.c", "oso.com", "ntoso.com", "b.contoso.com"] {
            #expect(try !domains.contains(#require(EmailAddress("ann@\(other)"))))
        }
    }

    @Test func `below a domain is whatever ends with it and a dot`() throws {
        let domains = try #require(MailDomains(["*.contoso.com", "*.b.example"]))
        for (text, isMeant) in [
            ("ann@a.contoso.com", true), ("ann@a.b.contoso.com", true), ("ann@contoso.com", false),
            ("ann@acontoso.com", false), ("ann@a.b.example", true), ("ann@b.example", false),
            ("contoso.com@fabrikam.com", false), ("\"a@a.contoso.com\"@fabrikam.com", false),
        ] {
            #expect(try domains.contains(#require(EmailAddress(text))) == isMeant)
        }
    }

    @Test func `domains are equal and named alike in whatever order they were given`() {
        let one = MailDomains(["b.example", "*.a.example", "a.example"])
        #expect(one == MailDomains(["A.example", "b.example", "*.A.example", "b.example"]))
        #expect(one?.names == ["*.a.example", "a.example", "b.example"])
    }

    @Test(arguments: ["", "a", "*.", "*", "a.*.example", "a b.example", "*a.example"])
    func `what can be no domain is refused`(name: String) {
        #expect(MailDomains(["contoso.com", name]) == nil)
    }
}
