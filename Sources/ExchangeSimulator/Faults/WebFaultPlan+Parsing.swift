extension WebFaultPlan {
    /// Why a text is not a plan for Graph.
    package struct SyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
        package let rule: String

        package init(rule: String) {
            self.rule = rule
        }

        package var description: String {
            "'\(rule)' is not [PATH:]FAULT[=VALUE][#FIRST[xCOUNT]] or concurrency=NUMBER. "
                + "Faults: \(WebFault.named.map(\.name).joined(separator: ", "))"
        }
    }

    /// Reads rules with commas in between, for example `messages/delta:throttled=2#2x3,concurrency=4`.
    ///
    /// A rule without a path is for all requests.
    package init(parsing text: String) throws(SyntaxError) {
        self.init()
        for part in text.split(separator: ",") {
            let rule = part.filter { !$0.isWhitespace }
            let (name, value) = rule.cut(at: "=")
            if name == "concurrency", let number = value.flatMap({ Int($0) }), number > 0 {
                concurrency = number
            } else if let parsed = Self.rule(rule) {
                rules.append(parsed)
            } else {
                throw SyntaxError(rule: rule)
            }
        }
    }

    private static func rule(_ text: String) -> Rule? {
        guard let text = FaultRuleText(text), text.period == nil,
            let fault = WebFault.named.first(where: { $0.name == text.fault })?.make(text.value)
        else { return nil }
        return Rule(fault, path: text.target.lowercased(), first: text.first, count: text.count)
    }
}
