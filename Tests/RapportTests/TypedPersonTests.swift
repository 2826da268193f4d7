import Engine
import Interactions
import Testing

/// Whom somebody means who types what a list, an export or a mail shows.
struct TypedPersonTests {
    @Test(
        arguments: [
            ("zoe@adatum.example", "zoe@adatum.example"), ("SMTP:Zoe@Adatum.example", "zoe@adatum.example"),
            ("contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c", "CRM:contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c"),
            ("Contact/{23AC0A32-4FB1-EC11-983E-000D3A8E5B1C}", "CRM:contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c"),
            ("lead/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c", "CRM:lead/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c"),
            ("CRM:contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c", "CRM:contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c"),
            ("EX:/o=x/cn=y", "EX:/o=x/cn=y"), ("account/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c", nil),
            ("contact/23ac0a32", nil), ("contact", nil), ("", nil),
        ] as [(String, String?)]
    )
    func `A person is meant by an address, a name of an export, or the reference of a list`(
        text: String,
        meant: String?
    ) {
        #expect(Participant.Address(typed: text)?.text == meant)
    }
}
