import HTTPTypes

/// The languages of the pages.
enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"

    static let cookie = "rapport_language"

    /// What somebody chose, else what the browser asks for first of those that there are, else English.
    init(_ request: IncomingRequest) {
        if let chosen = request.cookie(Self.cookie).flatMap(Language.init(rawValue:)) {
            self = chosen
            return
        }
        let wishes = (request.headers[.acceptLanguage] ?? "").split(separator: ",").enumerated().compactMap {
            order,
            wish -> (language: Language, weight: Double, order: Int)? in
            let parts = wish.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let language = parts.first.flatMap({ Language(rawValue: $0.prefix(2).lowercased()) }) else {
                return nil
            }
            let weight = parts.dropFirst().first.flatMap { Double($0.dropFirst(2)) } ?? 1
            return (language, weight, order)
        }
        self = wishes.max { ($0.weight, -$0.order) < ($1.weight, -$1.order) }?.language ?? .english
    }
}
