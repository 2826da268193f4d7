import ArgumentParser
import Engine
import Interactions

/// A command or an option that there is not or that is missing, and what was probably meant.
struct Misspelling {
    /// What is wrong, what was probably meant, and how the command is used, in lines.
    let message: String

    /// Nil if every command and option that the arguments name is known.
    init?(in arguments: [String], of root: any ParsableCommand.Type) {
        var command: any ParsableCommand.Type = root
        var path: [String] = []
        var rest = arguments[...]
        while let word = rest.first, !word.hasPrefix("-") {
            let subcommands = command.configuration.subcommands
            guard !subcommands.isEmpty, word != "help" else { break }
            guard let next = subcommands.first(where: { $0._commandName == word }) else {
                if let standard = command.configuration.defaultSubcommand {
                    command = standard
                    break
                }
                let names = subcommands.map { $0._commandName }
                message = Self.unknown(word, "command", among: names, path) + Self.usage(command, path, root)
                return
            }
            (command, rest) = (next, rest.dropFirst())
            path.append(word)
        }
        let subcommands = path.isEmpty ? [] : command.configuration.subcommands
        if let first = rest.first, !subcommands.isEmpty, !Self.everywhere.contains(first) {
            guard let standard = command.configuration.defaultSubcommand else {
                let names = subcommands.map { $0._commandName }
                message = Self.incomplete(path, among: names) + Self.usage(command, path, root)
                return
            }
            command = standard
        }
        // What follows on two hyphens alone is never an option.
        let options = rest.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "=" }) }
        let known = Self.options(of: command, root)
        guard let option = options.first(where: { !known.contains($0) }) else { return nil }
        message = Self.unknown(option, "option", among: known.sorted(), path) + Self.usage(command, path, root)
    }

    /// Nil unless a consumer of the feed, without `deliver` before it, is called nearly like one of the feed's
    /// commands: a slip would begin a consumer, and give it everything.
    init?(_ command: any ParsableCommand, from arguments: [String], of root: any ParsableCommand.Type) {
        guard let delivery = command as? FeedDeliverCommand, !arguments.contains(FeedDeliverCommand._commandName) else {
            return nil
        }
        let word = delivery.consumer.text
        let names = FeedCommand.configuration.subcommands.map { $0._commandName } + ["help"]
        guard let name = names.first(where: word.isSlip(of:)) else { return nil }
        message =
            "Error: '\(word)' is no command of 'rapport feed'. Did you mean '\(name)'? For a consumer of this name: rapport "
            + "feed deliver \(word)\n" + Self.usage(FeedCommand.self, ["feed"], root)
    }

    private static func unknown(_ word: String, _ kind: String, among known: [String], _ path: [String]) -> String {
        let hint =
            word.nearest(among: known).map { "Did you mean '\($0)'?" } ?? "'\(name(path)) --help' lists all of them."
        return "Error: '\(ShownValue.harmless(word))' is no \(kind) of '\(name(path))'. \(hint)\n"
    }

    private static func incomplete(_ path: [String], among names: [String]) -> String {
        "Error: '\(name(path))' lacks its command, which comes before its options: "
            + "\(names.map { "'\(name(path)) \($0)'" }.joined(separator: ", ")).\n"
    }

    private static func usage(
        _ command: any ParsableCommand.Type,
        _ path: [String],
        _ root: any ParsableCommand.Type
    ) -> String {
        let usage = path.isEmpty ? root.usageString() : root.usageString(for: command)
        return "Usage: \(usage)\n  See '\(name(path)) --help' for more information."
    }

    private static func name(_ path: [String]) -> String { (["rapport"] + path).joined(separator: " ") }

    private static let everywhere: Set<String> = [
        "-h", "--help", "--version", "--help-hidden", "--generate-completion-script", "--experimental-dump-help",
    ]

    /// As the help lists them, which is the only place that says so.
    private static func options(
        of command: any ParsableCommand.Type,
        _ root: any ParsableCommand.Type
    ) -> Set<String> {
        let lines = root.helpMessage(for: command, includeHidden: true, columns: 400).split(separator: "\n")
        let names = lines.filter { $0.hasPrefix("  -") }.flatMap { $0.prefix { $0 != "<" }.split(separator: " ") }
            .flatMap { $0.split(separator: ",") }.flatMap { $0.split(separator: "/") }.filter { $0.hasPrefix("--") }
        return everywhere.union(names.map(String.init))
    }
}

extension String {
    /// Whether one letter makes it the name, or two that changed places.
    fileprivate func isSlip(of name: String) -> Bool {
        switch distance(to: name) {
        case 0, 1: true
        case 2: unicodeScalars.sorted() == name.unicodeScalars.sorted()
        default: false
        }
    }
}
