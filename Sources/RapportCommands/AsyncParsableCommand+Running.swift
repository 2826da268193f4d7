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
            if let failure = CommandFailure(error) {
                tell(failure)
                exit(withError: failure.status.code)
            }
            // Help and the version are no failures, and are data.
            guard exitCode(for: error) != .success else { exit(withError: error) }
            // It repeats what was typed, or what a script took from elsewhere.
            let message = fullMessage(for: error)
            if !message.isEmpty { Terminal.say(message) }
            exit(withError: exitCode(for: error))
        }
    }
}
