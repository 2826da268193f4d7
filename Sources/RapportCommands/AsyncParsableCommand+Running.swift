import ArgumentParser

extension AsyncParsableCommand {
    /// Runs the command that the process's arguments name, and ends the process with its exit status.
    ///
    /// - Parameters:
    ///   - parse: makes a command of the process's arguments.
    ///   - tell: says why it failed.
    static func run(_ parse: () throws -> any ParsableCommand, failing tell: (CommandFailure) -> Void) async {
        do {
            var command = try parse()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard let failure = CommandFailure(error) else { exit(withError: error) }
            tell(failure)
            exit(withError: failure.status.code)
        }
    }
}
