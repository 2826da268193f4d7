import Engine
import HTTPTypes

/// One thing that can be asked for, and who may: the table of these is all that the console has.
struct Route: Sendable {
    /// What comes back, which decides how a refusal looks and what a browser may do with it.
    enum Kind: Sendable {
        case page, api, widget, asset
        /// What our script asks for by itself, as long as its page is open.
        case events
    }

    typealias Answering = @Sendable (Call) async throws -> Answer
    /// Shows relationships as far as the visitor may see them, by nothing but them and the call's own words.
    typealias Showing = @Sendable (Call, Relationships, Sight) async throws -> Answer

    let method: HTTPRequest.Method
    /// With places such as `{table}`.
    let path: String
    let kind: Kind
    let audience: Audience
    /// Whether the answer shows whose contacts somebody has, so that looking is recorded.
    let isPersonal: Bool
    /// Whether it is a page with our script, which asks for events.
    let isLive: Bool
    /// Whether the same answer is given again as long as nothing changed that it is made of (`KeptAnswers`).
    let isKept: Bool
    let answering: Answering

    private init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ kind: Kind,
        _ audience: Audience,
        isPersonal: Bool,
        isLive: Bool = false,
        isKept: Bool = false,
        _ answering: @escaping Answering
    ) {
        self.method = method
        self.path = path
        self.kind = kind
        self.audience = audience
        self.isPersonal = isPersonal
        self.isLive = isLive
        self.isKept = isKept
        self.answering = answering
    }

    static func page(
        _ path: String,
        for audience: Audience,
        isPersonal: Bool = false,
        isLive: Bool = false,
        _ answering: @escaping Answering
    ) -> Route {
        Route(.get, path, .page, audience, isPersonal: isPersonal, isLive: isLive, answering)
    }

    /// A page that shows relationships, and nothing that can change while they do not.
    static func page(_ path: String, for audience: Audience, showing: @escaping Showing) -> Route {
        Route(.get, path, .page, audience, isPersonal: true, isKept: true, kept(showing))
    }

    /// What a page's form is sent to: it redirects to a page.
    static func form(
        _ path: String,
        for audience: Audience,
        isPersonal: Bool = false,
        _ answering: @escaping Answering
    ) -> Route {
        Route(.post, path, .page, audience, isPersonal: isPersonal, answering)
    }

    /// - Parameter path: what follows `/api/v1`.
    static func api(
        _ method: HTTPRequest.Method,
        _ path: String,
        for audience: Audience,
        isPersonal: Bool = false,
        _ answering: @escaping Answering
    ) -> Route {
        Route(method, "/api/v1" + path, .api, audience, isPersonal: isPersonal, answering)
    }

    /// An answer that shows relationships, and nothing that can change while they do not.
    ///
    /// - Parameter path: what follows `/api/v1`.
    static func api(_ path: String, for audience: Audience, showing: @escaping Showing) -> Route {
        Route(.get, "/api/v1" + path, .api, audience, isPersonal: true, isKept: true, kept(showing))
    }

    private static func kept(_ showing: @escaping Showing) -> Answering {
        { call in
            let (relationships, sight) = try await call.sight()
            return try await call.console.kept.answer(call, relationships, sight) {
                try await showing(call, relationships, sight)
            }
        }
    }

    static func events(_ path: String, for audience: Audience, _ answering: @escaping Answering) -> Route {
        Route(.get, path, .events, audience, isPersonal: false, answering)
    }

    /// Where assistants send messages of their protocol.
    static func agents(_ path: String, for audience: Audience, _ answering: @escaping Answering) -> Route {
        Route(.post, path, .api, audience, isPersonal: false, answering)
    }

    static func widget(_ path: String, _ answering: @escaping Answering) -> Route {
        Route(.get, path, .widget, .widget, isPersonal: true, answering)
    }

    static func asset(_ path: String, _ answering: @escaping Answering) -> Route {
        Route(.get, path, .asset, .everybody, isPersonal: false, answering)
    }

    var isChange: Bool { method != .get }

    /// By which methods it is asked for: whatever can be got, its head alone can be got too (RFC 9110, section 9.1),
    /// but not of events, because nobody knows how long they will be.
    var methods: [HTTPRequest.Method] { method == .get && kind != .events ? [.get, .head] : [method] }

    /// Whether a path is the route's, whatever stands in its places.
    func matches(_ other: String) -> Bool {
        let own = path.split(separator: "/")
        let parts = other.split(separator: "/")
        return own.count == parts.count && zip(own, parts).allSatisfy { $0.first == "{" || $0 == $1 }
    }

    /// The whole console.
    static let all =
        signInPages + providerSignInPages + invitationPages + overviewPages + changePages + consentPages
        + eligibilityPages + evidencePages + peoplePages + relationshipPages + pipelinePages + introductionPages
        + progressPages + widgetPages + widgetHelpPages + assets + statusAPI + changeAPI + personAPI + scoreAPI
        + evidenceAPI + widgetAPI + agentRoutes
}
