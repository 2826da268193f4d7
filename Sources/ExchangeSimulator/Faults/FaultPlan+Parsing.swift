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
        var (target, rest) = text.cut(at: ":")
        if rest == nil { (target, rest) = ("", text) }
        let (faultText, positions) = (rest ?? "").cut(at: "#")
        let (name, value) = faultText.cut(at: "=")
        guard let fault = Fault.named.first(where: { $0.name == name })?.make(value) else { return nil }
        var rule = Rule(fault)

        let (operation, mailbox) = target.cut(at: "@")
        if !operation.isEmpty {
            let named = EWSOperation.allCases.first { $0.rawValue.lowercased() == operation.lowercased() }
            guard let named else { return nil }
            rule.operation = named
        }
        if let mailbox {
            guard mailbox == "each" || mailbox.contains("@") else { return nil }
            rule.mailbox = mailbox == "each" ? .each : .one(mailbox.lowercased())
        }
        if let positions {
            let (range, period) = positions.cut(at: "/")
            let (first, count) = range.cut(at: "x")
            let numbers = [first, count, period].compactMap { $0 }.map { Int($0) ?? 0 }
            guard numbers.allSatisfy({ $0 > 0 }) else { return nil }
            rule.first = Int(first) ?? 1
            rule.count = count.flatMap { Int($0) } ?? 1
            rule.period = period.flatMap { Int($0) }
        }
        return rule
    }
}

extension String {
    /// The text before and after the first `separator`; nil after it if there is none.
    func cut(at separator: Character) -> (String, String?) {
        guard let position = firstIndex(of: separator) else { return (self, nil) }
        return (String(self[..<position]), String(self[index(after: position)...]))
    }
}
