import FoundationEssentials
import Interactions

/// The one form in which every face writes answers for programs.
package enum AnswerText {
    /// `value` as JSON with snake_case names, sorted; one line, in which nothing can be taken for a command.
    package static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Harmless.json(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
