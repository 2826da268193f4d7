import HTTPTypes
import Interactions

extension Language {
    static let cookie = "rapport_language"

    /// The language's tag (RFC 5646).
    var code: String { self == .german ? "de" : "en" }

    init?(code: some StringProtocol) {
        guard let language = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = language
    }

    /// What somebody chose, else what the browser asks for first of those that there are, else English.
    init(_ request: IncomingRequest) {
        if let chosen = request.cookie(Self.cookie).flatMap({ Language(code: $0) }) {
            self = chosen
            return
        }
        let wishes = (request.headers[.acceptLanguage] ?? "").split(separator: ",").enumerated().compactMap {
            order,
            wish -> (language: Language, weight: Double, order: Int)? in
            let parts = wish.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let language = parts.first.flatMap({ Language(code: $0.prefix(2).lowercased()) }) else { return nil }
            let weight = parts.dropFirst().first.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (language, weight, order)
        }
        self = wishes.max { ($0.weight, -$0.order) < ($1.weight, -$1.order) }?.language ?? .english
    }
}
