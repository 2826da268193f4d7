extension FaultPlan {
    /// Why a text is not a plan.
    package struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
        package let rule: String

        package init(rule: String) {
            self.rule = rule
        }

        package var description: String {
            "'\(rule)' is not [OPERATION][@MAILBOX|@each]:FAULT[=NUMBER|=CODE][#FIRST[xCOUNT][/PERIOD]]. "
                + "Faults: \(Fault.named.map(\.name).joined(separator: ", ")), poison, corrupt, vanished"
        }
    }

    /// Reads rules with commas in between, for example `SyncFolderItems:busy=500#2x3,GetItem@each:cut=60,poison=2`.
    ///
    /// A rule without operation and mailbox is for all requests. The names are those of `Fault.named`, and `poison`,
    /// `corrupt` and `vanished` for items of every mailbox.
    package init(parsing text: String) throws(SyntaxError) {
        self.init()
        for part in text.split(separator: ",") {
            let rule = part.filter { !$0.isWhitespace }
            if let trap = Self.trap(rule) {
                traps.append(trap)
            } else if let parsed = Self.rule(rule) {
                rules.append(parsed)
            } else {
                throw SyntaxError(rule: rule)
            }
        }
    }

    private static func trap(_ text: String) -> Trap? {
        let (name, value) = text.cut(at: "=")
        let count = value.flatMap { Int($0) } ?? (value == nil ? 1 : 0)
        guard count > 0 else { return nil }
        return switch name {
        case "poison": Trap(.poison, count: count)
        case "corrupt": Trap(.corrupt, count: count)
        case "vanished": Trap(.vanished, count: count)
        default: nil
        }
    }

    private static func rule(_ text: String) -> Rule? {
        guard let text = FaultRuleText(text),
            let fault = Fault.named.first(where: { $0.name == text.fault })?.make(text.value)
        else { return nil }
        var rule = Rule(fault, first: text.first, count: text.count, period: text.period)
        let (operation, mailbox) = text.target.cut(at: "@")
        if !operation.isEmpty {
            let named = EWSOperation.allCases.first { $0.rawValue.lowercased() == operation.lowercased() }
            guard let named else { return nil }
            rule.operation = named
        }
        if let mailbox {
            guard mailbox == "each" || mailbox.contains("@") else { return nil }
            rule.mailbox = mailbox == "each" ? .each : .one(mailbox.lowercased())
        }
        return rule
    }
}
