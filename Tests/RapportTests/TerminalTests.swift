import ConnectorTesting
import Foundation
import RapportCommands
import Testing

/// What a terminal shows of the real program.
struct TerminalTests {
    private let config: String
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        var settings = try EligibleSettings.write(["ann@contoso.example"], to: "users.json", in: directory)
        settings["tenant"] = "contoso"
        settings["internalDomains"] = ["contoso.example"]
        settings["dataDirectory"] = directory.path + "/data"
        settings["ews"] = ["url": "https://127.0.0.1:1/EWS/Exchange.asmx", "user": "u", "passwordFile": "/nowhere"]
        config = try EligibleSettings.write(configuration: settings, to: "rapport.json", in: directory)
    }

    @Test(arguments: [80, 200])
    func `No line of a table is wider than the terminal`(columns: UInt16) async throws {
        let terminal = RapportTerminal(columns: columns, lines: 1_000, environment: ["NO_COLOR": "1"])
        for command in [["eligibility"], ["status"], ["config", "show"], ["roles", "list"]] {
            let shown = try await terminal.shows(command + ["--config", config])
            let lines = shown.split(separator: "\n")
            #expect(lines.count > 3, "\(shown)")
            for line in lines { #expect(DisplayWidth.of(line) <= Int(columns), "\(line)") }
            #expect(!shown.contains("\u{1B}"))
        }
    }

    @Test func `Colours are for terminals, and asked for elsewhere`() async throws {
        let arguments = ["roles", "list", "--config", config]
        let terminal = RapportTerminal(columns: 80, lines: 1_000, environment: ["TERM": "xterm"])
        #expect(try await terminal.shows(arguments).contains("\u{1B}[1mrole\u{1B}[0m"))
        #expect(try await !terminal.shows(arguments + ["--color", "never"]).contains("\u{1B}"))
        let dumb = RapportTerminal(columns: 80, lines: 1_000, environment: ["TERM": "dumb"])
        #expect(try await !dumb.shows(arguments).contains("\u{1B}"))
        #expect(try await !RapportProgram.run(arguments).data.contains("\u{1B}"))
        #expect(try await RapportProgram.run(arguments + ["--color", "always"]).data.contains("\u{1B}[1mrole"))
    }

    @Test func `A long table goes through the pager, a short one does not`() async throws {
        let arguments = ["config", "show", "--config", config]
        var environment = ["PAGER": "/usr/bin/sed s/^/paged:/", "NO_COLOR": "1"]
        let low = RapportTerminal(columns: 200, lines: 5, environment: environment)
        let shown = try await low.shows(arguments).split(separator: "\n")
        #expect(shown.count > 5 && shown.allSatisfy { $0.hasPrefix("paged:") })
        #expect(try await !low.shows(arguments + ["--no-pager"]).contains("paged:"))
        let high = RapportTerminal(columns: 200, lines: 1_000, environment: environment)
        #expect(try await !high.shows(arguments).contains("paged:"))
        #expect(try await !RapportProgram.run(arguments, environment: environment).data.contains("paged:"))
        // One that is not there is no reason to show nothing.
        environment["PAGER"] = "/nowhere/pager"
        let without = RapportTerminal(columns: 200, lines: 5, environment: environment)
        #expect(try await without.shows(arguments).contains("dataDirectory"))
    }

    @Test func `Times are those of the place, and universal for programs`() async throws {
        let at = ["eligibility", "--at", "2026-12-01", "--config", config]
        let tokyo = ["TZ": "Asia/Tokyo"]
        let table = try await RapportProgram.run(at, environment: tokyo)
        #expect(table.data.hasPrefix("At 2026-12-01 00:00:\n"), "\(table.data.prefix(60))")
        let json = try await RapportProgram.run(at + ["--output", "json"], environment: tokyo)
        #expect(json.data.contains(#""at":"2026-11-30T15:00:00Z""#))
        let universal = try await RapportProgram.run(at + ["--output", "json"], environment: ["TZ": "UTC"])
        #expect(universal.data.contains(#""at":"2026-12-01T00:00:00Z""#))
        for wrong in ["2026-13-01", "2026-12-32", "yesterday", "2026-12-01T00"] {
            #expect(try await RapportProgram.run(["eligibility", "--at", wrong, "--config", config]).status == 64)
        }
    }
}
