import FoundationEssentials
import Interactions
package import Scoring
package import Settings

/// The text with which somebody asks a colleague for an introduction.
package struct IntroductionRequest {
    private let template: String
    private let language: Language

    /// - Throws: `EngineError` if the file of one's own text cannot be read or has none of the places.
    package init(_ configuration: IntroductionSettings) throws {
        language = configuration.language
        guard let path = configuration.requestFile?.path else {
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

    /// - Parameters:
    ///   - introducer: the colleague's name in any order; greeted by the first name where that can be told.
    ///   - firstName: the colleague's, where the CRM has it.
    ///   - band: how well the colleague knows the target.
    ///   - last: the date of the last contact, as it is to be written.
    package func text(
        introducer: String,
        firstName: String?,
        band: Introducer.Band,
        target: String,
        last: String
    ) -> String {
        let values = [
            "introducer": PersonName(introducer, called: firstName).greeted, "target": target, "last": last,
            "known": language.known(band, target: target),
        ]
        var text = ""
        var rest = template[...]
        // What is filled in is never looked through again: a name may have braces.
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}") else { break }
            let name = String(rest[rest.index(after: open)..<close])
            let value = values[name] ?? String(rest[...close])
            // Whoever has no name is greeted without: `Hello,` and not `Hello ,`.
            if value.isEmpty, text.utf8.last == UInt8(ascii: " ") { text.unicodeScalars.removeLast() }
            text += value
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}

extension Language {
    /// The text in which `{introducer}`, `{target}`, `{known}` and `{last}` stand for what is filled in.
    fileprivate var request: String {
        switch self {
        case .english:
            """
            Subject: Could you introduce me to {target}?

            Hello {introducer},

            {known}: your last contact was on {last}. I would like to talk to them. Would you introduce us, or tell me \
            how to reach them best?

            Thank you!

            """
        case .german:
            """
            Betreff: Kannst Du mich {target} vorstellen?

            Hallo {introducer},

            {known}: Euer letzter Kontakt war am {last}. Ich möchte gern ins Gespräch kommen. Würdest Du uns miteinander \
            bekannt machen, oder mir sagen, wie ich am besten Kontakt aufnehme?

            Vielen Dank!

            """
        }
    }

    /// What is said of how well they know each other: no more than the band of strength bears.
    fileprivate func known(_ band: Introducer.Band, target: String) -> String {
        switch (self, band) {
        case (.english, .strong): "you seem to know \(target) well"
        case (.english, .good): "you seem to know \(target)"
        case (.english, _): "you were in touch with \(target)"
        case (.german, .strong): "Du scheinst \(target) gut zu kennen"
        case (.german, .good): "Du scheinst \(target) zu kennen"
        case (.german, _): "Du hattest schon Kontakt mit \(target)"
        }
    }
}
