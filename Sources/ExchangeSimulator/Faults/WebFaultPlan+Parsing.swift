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
        var (path, rest) = text.cut(at: ":")
        if rest == nil { (path, rest) = ("", text) }
        let (faultText, positions) = (rest ?? "").cut(at: "#")
        let (name, value) = faultText.cut(at: "=")
        guard let fault = WebFault.named.first(where: { $0.name == name })?.make(value) else { return nil }
        var rule = Rule(fault, path: path.lowercased())
        if let positions {
            let (first, count) = positions.cut(at: "x")
            let numbers = [first, count].compactMap { $0 }.map { Int($0) ?? 0 }
            guard numbers.allSatisfy({ $0 > 0 }) else { return nil }
            rule.first = numbers[0]
            rule.count = numbers.count > 1 ? numbers[1] : 1
        }
        return rule
    }
}
