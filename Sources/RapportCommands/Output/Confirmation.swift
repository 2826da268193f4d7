import ArgumentParser
import Engine
import Glibc

/// What every destructive command takes: it says what would go, and wants a word before it does it.
struct Confirmation: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do it without asking.")
    var yes = false
    @Flag(help: "Say what would go, and do nothing.")
    var dryRun = false

    /// What was agreed to, after saying what would go; nil if it was only to be said.
    ///
    /// - Parameters:
    ///   - plan: what would be removed.
    ///   - options: how it is shown where nothing is to be done.
    ///   - answered: what other flags say yes to.
    /// - Throws: `CommandFailure` of status `usage` where nobody can be asked, or who was asked does not agree.
    func confirm(
        _ plan: PlannedRemoval,
        _ options: OutputOptions,
        answered: Set<PlannedRemoval.Question> = []
    ) throws -> ConfirmedRemoval? {
        if dryRun {
            try options.show(PlannedRemovalListing(plan)) {
                try Terminal.print(plan.isEmpty ? "Nothing that is stored would go." : plan.consequence)
            }
            return nil
        }
        if !plan.isEmpty { Terminal.say("rapport: \(plan.consequence)") }
        var answered = answered
        if yes { answered.insert(.removal) }
        for question in plan.questions where !answered.contains(question) {
            try ask(question)
            answered.insert(question)
        }
        guard let confirmed = plan.confirmed(answered) else { throw CommandFailure(.usage, "Nothing was done.") }
        return confirmed
    }
}

extension Confirmation {
    /// Whether to do it, after saying what it does; not if it was only to be said.
    ///
    /// - Parameter removes: whether anybody has to agree.
    /// - Throws: `CommandFailure` of status `usage` where nobody can be asked, or who was asked does not agree.
    func confirm(_ consequence: String, removes: Bool) throws -> Bool {
        guard !dryRun else { return false }
        Terminal.say("rapport: \(consequence)")
        if removes, !yes { try ask(.removal) }
        return true
    }

    /// - Throws: `CommandFailure` of status `usage` unless somebody says yes.
    private func ask(_ question: PlannedRemoval.Question) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(
                .usage,
                "Nothing was done. Give \(question.flag) to confirm, or --dry-run only to see this."
            )
        }
        Terminal.showProgress(question.text)
        guard readLine() == "yes" else { throw CommandFailure(.usage, "Nothing was done.") }
    }
}

extension PlannedRemoval.Question {
    fileprivate var text: String {
        switch self {
        case .removal: "Type yes to go on: "
        case .colleague: "This is one of your own colleagues. Type yes to go on all the same: "
        }
    }

    fileprivate var flag: String {
        switch self {
        case .removal: "--yes"
        case .colleague: "--colleague, because this is one of your own colleagues,"
        }
    }
}

extension PlannedRemoval {
    /// What would go, in words.
    fileprivate var consequence: String {
        var parts: [String] = []
        if case .erasure = act {
            if interactions > 0 {
                let verb = interactions == 1 ? "interaction that names" : "interactions that name"
                parts.append("\(interactions) \(verb) this person would be removed or changed")
            }
            if rows > 0 { parts.append("\(rows) row\(rows == 1 ? "" : "s") of the CRM would be left out") }
            if mailboxes > 0 { parts.append("what only the person's mailbox contributed would be removed") }
        } else {
            let things = "\(interactions) interaction\(interactions == 1 ? "" : "s")"
            let whose = mailboxes == 1 ? "one of the mailboxes" : "\(mailboxes) of the mailboxes"
            parts.append("what only \(whose) contributed would be removed, \(things)")
        }
        return parts.joined(separator: "; ") + ", now or by the next sync."
    }
}
