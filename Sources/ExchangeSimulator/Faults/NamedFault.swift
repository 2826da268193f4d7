/// A fault as somebody asks for it on a command line: its name, what a value means, and what it does.
package struct NamedFault<Made: Sendable>: Sendable {
    package let name: String
    /// What stands after `=`; nil where nothing may.
    package let value: String?
    package let meaning: String
    /// Nil if the value is none.
    package let make: @Sendable (String?) -> Made?

    /// A fault without a value.
    init(_ name: String, _ meaning: String, _ made: Made) {
        (self.name, value, self.meaning) = (name, nil, meaning)
        make = { $0 == nil ? made : nil }
    }

    /// A fault with a number, 0 or more.
    init(_ name: String, number value: String, _ meaning: String, _ make: @escaping @Sendable (Int?) -> Made) {
        (self.name, self.value, self.meaning) = (name, value, meaning)
        self.make = { text in
            guard let text else { return make(nil) }
            guard let number = Int(text), number >= 0 else { return nil }
            return make(number)
        }
    }

    /// A fault with a code.
    init(_ name: String, code value: String, _ meaning: String, _ make: @escaping @Sendable (String?) -> Made?) {
        (self.name, self.value, self.meaning, self.make) = (name, value, meaning, make)
    }

    /// One line of a list: `busy[=MILLISECONDS]: ...`.
    package var line: String { "\(name)\(value.map { "[=\($0)]" } ?? ""): \(meaning)" }
}
