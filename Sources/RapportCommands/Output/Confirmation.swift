import ArgumentParser
import Engine
import Glibc

/// What every destructive command takes: it says what would go, and wants a word before it does it.
struct Confirmation: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do it without asking.")
    var yes = false
    @Flag(help: "Say what would go, and do nothing.")
    var dryRun = false

    /// Whether to go on, after saying what would go; nobody is asked where nothing would.
    ///
    /// - Parameter plan: what would be removed.
    /// - Throws: `CommandFailure` of status `usage` where nobody can be asked, or who was asked does not agree.
    func allows(_ plan: PlannedRemoval) throws -> Bool {
        if dryRun {
            try Terminal.print(plan.isEmpty ? "Nothing that is stored would go." : plan.consequence)
            return false
        }
        guard !plan.isEmpty else { return true }
        Terminal.say("rapport: \(plan.consequence)")
        if yes { return true }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(.usage, "Nothing was done. Give --yes to confirm, or --dry-run only to see this.")
        }
        try ask("Type yes to go on: ")
        if plan.isColleague { try ask("This is one of your own colleagues. Type yes once more: ") }
        return true
    }

    private func ask(_ question: String) throws {
        Terminal.showProgress(question)
        guard readLine() == "yes" else { throw CommandFailure(.usage, "Nothing was done.") }
    }
}

extension PlannedRemoval {
    /// What would go, in words.
    fileprivate var consequence: String {
        var parts: [String] = []
        if interactions > 0 {
            parts.append("\(interactions) interactions that name this person are removed or changed")
        }
        if rows > 0 { parts.append("\(rows) rows of the CRM are left out") }
        if mailboxes > 0 { parts.append("what only \(mailboxes) of the mailboxes contributed is removed") }
        return parts.joined(separator: "; ") + ", now or by the next sync."
    }
}
