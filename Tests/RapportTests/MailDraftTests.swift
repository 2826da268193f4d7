import Engine
import Testing

/// A draft as a link.
struct MailDraftTests {
    @Test func `the first line is the subject where it says so, and all else the body`() {
        let draft = MailDraft("Betreff: Kannst Du mich Zoë vorstellen?\n\nHallo Oscar,\n100 % & mehr\n")
        #expect(draft.subject == "Kannst Du mich Zoë vorstellen?")
        #expect(draft.body == "Hallo Oscar,\n100 % & mehr\n")
        #expect(
            draft.link(to: "oscar@contoso.example")
                == "mailto:oscar@contoso.example?subject=Kannst%20Du%20mich%20Zo%C3%AB%20vorstellen%3F"
                + "&body=Hallo%20Oscar%2C%0D%0A100%20%25%20%26%20mehr%0D%0A"
        )
        #expect(MailDraft("Hello").link(to: "a@b.example") == "mailto:a@b.example?body=Hello")
        #expect(MailDraft("").link(to: "a@b.example") == "mailto:a@b.example")
    }

    @Test(arguments: ["o'neil+x@b.example", "a&subject=x@b.example", "a?bcc=c@b.example"])
    func `an address cannot add a field`(address: String) {
        let link = MailDraft("Subject: S\nB").link(to: address)
        #expect(link.split(separator: "?").count == 2)
        #expect(link.split(separator: "&").count == 2)
        #expect(link.hasSuffix("@b.example?subject=S&body=B"))
    }
}
