import ConnectorTesting
import Foundation
import Testing

/// Commands that pages, messages and files of `Deploy` tell people to type.
struct CommandMentionTests {
    private struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                let kind: String
                let name: String
            }
            let names: [Name]?
        }
        let commandName: String
        let subcommands: [Command]?
        let arguments: [Argument]?

        /// The one whose name may be left out; the dump does not say which.
        var standard: Command? { subcommands?.first { $0.commandName == "deliver" } }

        var options: Set<String> {
            let own = (arguments ?? []).flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map { "--\($0.name)" }
            return Set(own).union(standard?.options ?? [])
        }
    }

    private static let files: [String] = {
        let root = Fixture.repositoryPath("")
        return ["Documentation", "Deploy", "Sources"].flatMap { folder in
            ((try? FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)) ?? []).map {
                "\(folder)/\($0)"
            }
        }.filter { file in
            [".md", ".yml", ".service", ".swift", ".strings", ".json", ".html"].contains { file.hasSuffix($0) }
        }
            + ["README.md", "CONTRIBUTING.md"]
    }()

    /// What follows `rapport` where it is quoted, or begins an indented line of a page: up to what ends it.
    private static func mentions(in file: String) throws -> [[String]] {
        let text = try String(contentsOfFile: Fixture.repositoryPath(file), encoding: .utf8)
        return text.matches(of: /(?m)(?:^    |[`'])rapport ([^`'"\n#\\]+)/).map { match in
            match.output.1.split(separator: " ").map { String($0.prefix { !",.;:)".contains($0) }) }
        }
    }

    /// Nil if all of it is there; `a|b` names two commands, and options alone are those of the program.
    private static func unknown(in words: [String], of root: Command) -> String? {
        guard words.first?.utf8.first != UInt8(ascii: "-") else { return nil }
        var command = root
        var rest = words[...]
        while let word = rest.first, word.wholeMatch(of: /[a-z][a-z|-]*/) != nil, let some = command.subcommands {
            let named = word.split(separator: "|").map { name in some.first { $0.commandName == name } }
            guard let next = named.first.flatMap(\.self), named.allSatisfy({ $0 != nil }) else {
                return command.standard == nil ? word : nil
            }
            (command, rest) = (next, rest.dropFirst())
        }
        return rest.filter { $0.hasPrefix("--") && $0.utf8.count > 2 }.map { String($0.prefix { $0 != "=" }) }
            .first { !command.options.contains($0) }
    }

    @Test func `Each is there, with its options`() async throws {
        let dump = try await RapportProgram.run(["--experimental-dump-help"]).data
        struct Dump: Decodable { let command: Command }
        let root = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
        var count = 0
        for file in Self.files {
            for words in try Self.mentions(in: file) {
                count += 1
                let unknown = Self.unknown(in: words, of: root)
                #expect(unknown == nil, "\(file): rapport \(words.joined(separator: " "))")
            }
        }
        #expect(count > 100)
        #expect(Self.unknown(in: ["audit", "list"], of: root) == "list")
        #expect(Self.unknown(in: ["sync", "--wtach"], of: root) == "--wtach")
    }
}
