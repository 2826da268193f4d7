import RapportCommands
import Testing

/// What is typed, in the order that the parser understands.
@Suite struct CommandWordsTests {
    @Test(
        arguments: [
            ("erase -canary@adatum.example --yes", "erase --yes -- -canary@adatum.example"),
            ("erase --yes --canary@adatum.example", "erase --yes -- --canary@adatum.example"),
            ("person -a=b@adatum.example", "person -- -a=b@adatum.example"),
            ("opt-out -x@adatum.example --undo", "opt-out --undo -- -x@adatum.example"),
            ("erase --yes -- -x@adatum.example", "erase --yes -- -x@adatum.example"),
            ("erase -x@adatum.example -- y@adatum.example", "erase -- -x@adatum.example y@adatum.example"),
            ("sync --mailbox=-x@adatum.example -v", "sync --mailbox=-x@adatum.example -v"),
            ("erase zoe@adatum.example --yes", "erase zoe@adatum.example --yes"),
            ("--config r.json erase -x@adatum.example", "erase --config r.json -- -x@adatum.example"),
            ("--config=r.json status", "status --config=r.json"), ("--config r.json", "--config r.json"), ("", ""),
        ]
    )
    func `An address that begins with a hyphen is no option`(typed: String, arranged: String) {
        let words = CommandWords.arranged(typed.split(separator: " ").map(String.init))
        #expect(words == arranged.split(separator: " ").map(String.init))
    }
}
