import Testing

@Suite struct `Help` {
    @Test func `names the commands`() async throws {
        let outcome = try await RapportProgram.run(["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.talk == "")
        #expect(
            outcome.data == """
                OVERVIEW: Relationship intelligence from mail and calendar metadata.

                USAGE: rapport <subcommand>

                OPTIONS:
                  --version               Show the version.
                  -h, --help              Show help information.

                SUBCOMMANDS:
                  demo                    Simulate an Exchange organisation, read it, and read
                                          it again; no account needed.
                  check                   Reach the server, sign in and list the folders of
                                          every listed mailbox; store nothing.
                  sync                    Read what is new in every listed mailbox, and store
                                          it.
                  status                  Say what is stored and what could not be read.
                  export                  Write the stored interactions to standard output.

                  See 'rapport help <subcommand>' for detailed help.

                """
        )
        #expect(try await RapportProgram.run([]).data == outcome.data)
    }

    @Test("explains each command", arguments: ["demo", "check", "sync", "status", "export"])
    func commands(command: String) async throws {
        let outcome = try await RapportProgram.run([command, "--help"])
        #expect(outcome.status == 0)
        #expect(outcome.talk == "")
        #expect(outcome.data == Self.texts[command])
        #expect(try await RapportProgram.run(["help", command]).data == outcome.data)
    }

    @Test func `is not needed for the version`() async throws {
        let outcome = try await RapportProgram.run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.data == "0.1.0\n")
    }

    private static let texts = [
        "demo": """
        OVERVIEW: Simulate an Exchange organisation, read it, and read it again; no
        account needed.

        Starts exchange-simulator, which is installed beside rapport. Nothing stays
        behind.

        USAGE: rapport demo [--users <users>] [--items-per-user <items-per-user>] [--seed <seed>]

        OPTIONS:
          --users <users>         Mailboxes of the organisation. (default: 24)
          --items-per-user <items-per-user>
                                  Items of each mailbox. (default: 1000)
          --seed <seed>           The same seed gives the same organisation. (default:
                                  7)
          --version               Show the version.
          -h, --help              Show help information.


        """,
        "check": """
        OVERVIEW: Reach the server, sign in and list the folders of every listed
        mailbox; store nothing.

        Every step that fails says what to change. Exit status as for sync.

        USAGE: rapport check [--config <config>] [--output <output>]

        \(configurationAndOutput)
          --version               Show the version.
          -h, --help              Show help information.


        """,
        "sync": """
        OVERVIEW: Read what is new in every listed mailbox, and store it.

        A run that was stopped or killed goes on where it was. Interrupt once to finish
        the pages under way, twice to end at once. Exit status: 0 complete, 2 some
        mailboxes failed, 3 no mailbox may be read, 75 stopped or throttled, 77 no
        permission.

        USAGE: rapport sync [--config <config>] [--output <output>] [--mailbox <mailbox> ...]

        \(configurationAndOutput)
          --mailbox <mailbox>     Read only this one of the listed mailboxes; may be
                                  repeated.
          --version               Show the version.
          -h, --help              Show help information.


        """,
        "status": """
        OVERVIEW: Say what is stored and what could not be read.

        USAGE: rapport status [--config <config>] [--output <output>]

        \(configurationAndOutput)
          --version               Show the version.
          -h, --help              Show help information.


        """,
        "export": """
        OVERVIEW: Write the stored interactions to standard output.

        The records are those of Fixtures/schema/interaction-1.json, in the order of
        their last change.

        USAGE: rapport export [--config <config>] [--format <format>] [--stream <stream>] [--after <after>]

        OPTIONS:
          --config <config>       The configuration file. (default: rapport.json)
          --format <format>       One JSON object a line. (values: ndjson; default:
                                  ndjson)
          --stream <stream>       Which of the two streams; all writes each
                                  interaction, then its participants. (values:
                                  interaction, interaction_participant, all; default:
                                  all)
          --after <after>         Only what changed after this sequence number,
                                  deletions included. (default: 0)
          --version               Show the version.
          -h, --help              Show help information.


        """,
    ]

    private static let configurationAndOutput = """
        OPTIONS:
          --config <config>       The configuration file. (default: rapport.json)
          --output <output>       table for people, json for one document, ndjson for
                                  one object a line. (values: table, json, ndjson;
                                  default: table)
        """
}
