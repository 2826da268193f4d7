import Interactions
import Mustache

/// Makes HTML of values, by templates in which the words of a language stand already.
struct PageRenderer: Sendable {
    /// Why a template is refused.
    enum TemplateError: Error, Equatable {
        /// It does not begin with the escaper's name, so that it would escape by another one.
        case withoutEscaper(String)
        /// It has a place whose text is not escaped.
        case unescaped(String)
        case unknownWord(String)
        case unreadable(String)
    }

    private let libraries: [Language: MustacheLibrary]
    private let words: [Language: Words]

    /// - Throws: `TemplateError`.
    init() throws(TemplateError) {
        MustacheContentTypes.register(HTMLByScalar(), named: HTMLByScalar.name)
        var libraries: [Language: MustacheLibrary] = [:]
        var words: [Language: Words] = [:]
        for language in Language.allCases {
            let own = Words(language)
            words[language] = own
            var library = MustacheLibrary()
            for template in PageTemplate.allCases {
                let text = try Self.prepared(template.source, template.rawValue, own)
                do {
                    try library.register(text, named: template.rawValue)
                } catch {
                    throw .unreadable("\(template.rawValue): \(error)")
                }
            }
            libraries[language] = library
        }
        self.libraries = libraries
        self.words = words
    }

    /// The words of the language that a request is answered in.
    func words(for request: IncomingRequest) -> Words { words(in: Language(request)) }

    func words(in language: Language) -> Words { words[language] ?? Words(language) }

    func html(_ template: PageTemplate, _ value: Any, in language: Language) -> String {
        libraries[language]?.render(NamedValues.of(value) ?? value, withTemplate: template.rawValue) ?? ""
    }

    /// Puts words in the place of their keys, `[[key]]`; words may have places of the template's.
    static func prepared(_ source: String, _ name: String, _ words: Words) throws(TemplateError) -> String {
        guard source.utf8.starts(with: HTMLByScalar.pragma.utf8) else { throw .withoutEscaper(name) }
        guard !source.contains("{{{"), !source.contains("{{&"), !source.contains("{{ &") else { throw .unescaped(name) }
        var text = ""
        var rest = source[...]
        while let open = rest.firstRange(of: "[["), let close = rest[open.upperBound...].firstRange(of: "]]") {
            let key = String(rest[open.upperBound..<close.lowerBound])
            guard let word = words.text(key) else { throw .unknownWord("\(name): \(key)") }
            text += rest[..<open.lowerBound] + HTMLByScalar.escape(word)
            rest = rest[close.upperBound...]
        }
        return text + rest
    }
}
