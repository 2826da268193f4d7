import FoundationEssentials
import Interactions

/// The one form in which every face writes answers for programs.
package enum AnswerText {
    /// `value` as JSON with snake_case names, sorted; one line, in which nothing can be taken for a command.
    package static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        // To make names of keys, each time that one is written, takes longer than all else.
        encoder.keyEncodingStrategy = value is any NamedAsWritten ? .useDefaultKeys : .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Harmless.json(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

/// A value of which there are many in an answer: its coding keys are the names that are written.
package protocol NamedAsWritten: Encodable {}

extension Array: NamedAsWritten where Element: NamedAsWritten {}
