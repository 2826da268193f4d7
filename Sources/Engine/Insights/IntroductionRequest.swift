import FoundationEssentials
package import Settings

/// The text with which somebody asks a colleague for an introduction.
package struct IntroductionRequest {
    private let template: String

    /// - Throws: `EngineError` if the file of one's own text cannot be read or has none of the places.
    package init(_ configuration: IntroductionSettings) throws {
        guard let path = configuration.requestFile else {
            template = configuration.language.request
            return
        }
        guard let data = try? Data(contentsOf: URL(filePath: path)), let text = String(validating: data, as: UTF8.self)
        else {
            throw EngineError(.badSettings, "'introductions.requestFile' cannot be read as UTF-8: '\(path)'.")
        }
        guard text.contains("{target}") else {
            throw EngineError(.badSettings, "The text in 'introductions.requestFile' has no place {target}.")
        }
        template = text
    }

    /// - Parameter last: the date of the last contact, as it is to be written.
    package func text(introducer: String, target: String, last: String) -> String {
        let values = ["introducer": introducer, "target": target, "last": last]
        var text = ""
        var rest = template[...]
        // What is filled in is never looked through again: a name may have braces.
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            let name = String(rest[rest.index(after: open)..<close])
            text += values[name] ?? String(rest[...close])
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}

extension IntroductionSettings.Language {
    /// The text in which `{introducer}`, `{target}` and `{last}` stand for what is filled in.
    fileprivate var request: String {
        switch self {
        case .english:
            """
            Subject: Could you introduce me to {target}?

            Hello {introducer},

            you seem to know {target} well: your last contact was on {last}. I would like to talk to them. Would you \
            introduce us, or tell me how to reach them best?

            Thank you!

            """
        case .german:
            """
            Betreff: Kannst Du mich {target} vorstellen?

            Hallo {introducer},

            Du scheinst {target} gut zu kennen: Euer letzter Kontakt war am {last}. Ich möchte gern ins Gespräch kommen. \
            Würdest Du uns miteinander bekannt machen, oder mir sagen, wie ich am besten Kontakt aufnehme?

            Vielen Dank!

            """
        }
    }
}
