import Eligibility
import Engine
import FoundationEssentials
import HTTPTypes
import Interactions
import Scoring

/// One request that is being answered: what was asked, by whom, in which language.
struct Call: Sendable {
    static let longestBody = 65_536

    let console: WebConsole
    let request: IncomingRequest
    let visitor: Visitor
    /// Of the places in the route's path.
    let values: [String: String]
    let query: FormFields
    /// Of a form; empty for a body of another type.
    let form: FormFields
    let words: Words

    init(
        _ console: WebConsole,
        _ request: IncomingRequest,
        _ visitor: Visitor,
        _ values: [String: String],
        _ query: FormFields
    ) throws {
        self.console = console
        self.request = request
        self.visitor = visitor
        self.values = values
        self.query = query
        form =
            Self.mediaType(of: request) == "application/x-www-form-urlencoded"
            ? try FormFields(request.body) : FormFields()
        words = console.renderer.words(for: request)
    }

    var engine: Engine { console.engine }

    /// Scheme, host and port under which the console was asked.
    var ownOrigin: String { console.options.origin ?? "http://\(request.authority)" }

    /// The reference that the path names, as text; nil if it names none.
    var recordText: String? {
        guard let table = values["table"], let id = values["id"] else { return nil }
        return CRMReference(text: "\(table)/\(id)")?.text ?? "\(table)/\(id)"
    }

    /// Who is signed in.
    ///
    /// - Throws: `Problem` if nobody is; only for routes that the gatekeeper keeps.
    var viewer: Viewer {
        get throws {
            guard let viewer = visitor.viewer else { throw Problem(.unauthorized, "Sign in first.") }
            return viewer
        }
    }

    var isJSON: Bool { Self.mediaType(of: request) == "application/json" }

    /// The body as JSON with snake_case names, as answers have them.
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard isJSON else {
            throw Problem(.unsupportedMediaType, "The body must be application/json.", code: "wrongType")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(type, from: Data(request.body))
        } catch {
            throw Problem(.badRequest, "The body is not as the OpenAPI document says.")
        }
    }

    /// What the body is, in lower case and without parameters.
    private static func mediaType(of request: IncomingRequest) -> String? {
        guard let value = request.headers[.contentType] else { return nil }
        let type = value.utf8.prefix { $0 != UInt8(ascii: ";") }.filter { $0 > 0x20 }
        return String(decoding: type, as: UTF8.self).lowercased()
    }

    /// What this visitor may know of relationships.
    ///
    /// - Throws: `EngineError` if the feature is off.
    func sight(for feature: Feature = .relationshipAnalytics) async throws -> (Relationships, Sight) {
        let relationships = try await console.board.relationships(for: feature)
        let viewer: Viewer
        switch visitor {
        case .user(let user, _): viewer = user
        case .widget(let claims):
            guard let user = try await console.board.eligibility().viewer(claims.viewer) else {
                throw Problem(.forbidden, "The token's viewer is no user any more.")
            }
            viewer = user
        case .nobody, .client: throw Problem(.unauthorized, "Sign in first.")
        }
        return (relationships, try await console.board.sight(of: viewer, in: relationships))
    }

    /// The record that the path names.
    ///
    /// - Throws: `Problem` if there is none, or if the visitor may not see it.
    func record(in relationships: Relationships, _ sight: Sight) throws -> Int {
        guard let text = recordText, let reference = CRMReference(text: text), !reference.table.isInternal,
            let position = relationships.index.position(of: reference)
        else { throw Problem(.notFound, "The CRM has no such record here.") }
        guard sight.includes(relationships.index.records[position]) else {
            throw Problem(.forbidden, "The record belongs to somebody else in the CRM.", code: "notYours")
        }
        return position
    }
}
