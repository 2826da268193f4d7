import Console
import Engine
import Foundation
import HTTPTypes
import Hummingbird
import Interactions
import Logging
import Settings
import Synchronization
import Testing

/// Asks a console as a browser or a program would, through its router and without a socket.
final class ConsoleClient: Sendable {
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

        func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed) }
    }

    let console: WebConsole
    private let responder: RouterResponder<PlainContext>
    private let cookie = Mutex<String?>(nil)
    private let engine: ServedByTest
    private let clock: ManualTime

    init(
        _ engine: Engine,
        clock: ManualTime = ManualTime(),
        progress: ReadingProgress = ReadingProgress(),
        configure: (inout ConsoleOptions) -> Void = { _ in }
    ) throws {
        var options = ConsoleOptions()
        options.requestsPerMinute = 100_000
        // Tells how things stand, and ends.
        options.progressLimit = .zero
        options.clients = [
            ConsoleSettings.Client(id: "crm", secret: ConsoleWorld.secret, origins: [ConsoleWorld.origin])
        ]
        configure(&options)
        self.clock = clock
        let served = ServedByTest(engine)
        self.engine = served
        console = try WebConsole({ served.current }, options: options, progress: progress, now: { clock.now })
        let router = Router(context: PlainContext.self)
        console.add(to: router)
        responder = router.buildResponder()
    }

    /// Goes on with other settings, as after the configuration was read again.
    func reconfigure(_ settings: RapportSettings) throws {
        try engine.replace(settings)
    }

    func ask(
        _ method: HTTPRequest.Method,
        _ target: String,
        headers: [String: String] = [:],
        body: String = "",
        host: String = "127.0.0.1:8421"
    ) async throws -> Answer {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        if let cookie = cookie.withLock({ $0 }), fields[.cookie] == nil { fields[.cookie] = cookie }
        let head = HTTPRequest(method: method, scheme: "http", authority: host, path: target, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let response = try await responder.respond(to: request, context: PlainContext(source: .init(logger: logger)))
        let collector = BodyCollector()
        try await response.body.write(collector)
        return Answer(status: response.status.code, headers: response.headers, body: collector.bytes)
    }

    func get(_ target: String, headers: [String: String] = [:]) async throws -> Answer {
        try await ask(.get, target, headers: headers)
    }

    /// Sends a form as the page with it would, with the token that the page has.
    func send(_ form: [(String, String)], to path: String, csrf: String? = nil) async throws -> Answer {
        let pairs = form + (csrf.map { [("csrf", $0)] } ?? [])
        let body = pairs.map { "\(Self.encoded($0))=\(Self.encoded($1))" }.joined(separator: "&")
        let headers = [
            "Content-Type": "application/x-www-form-urlencoded", "Origin": "http://127.0.0.1:8421",
        ]
        return try await ask(.post, path, headers: headers, body: body)
    }

    /// - Parameter json: the body.
    func post(_ json: String, to path: String, headers: [String: String] = [:]) async throws -> Answer {
        let all = headers.merging(["Content-Type": "application/json"]) { own, _ in own }
        return try await ask(.post, path, headers: all, body: json)
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// A code as the link has it that `rapport serve` prints.
    func code(for address: EmailAddress? = nil) throws -> String {
        let link = console.loginAddress(at: "http://127.0.0.1:8421/", for: address)
        return try #require(link.split(separator: "=").last.map(String.init))
    }

    /// Signs in as a browser does, and keeps the cookie.
    @discardableResult
    func signIn(_ address: EmailAddress) async throws -> Answer {
        let answer = try await send([("code", try code()), ("address", address.text)], to: "/login")
        let field = try #require(answer.header("Set-Cookie"))
        cookie.withLock { $0 = field.split(separator: ";").first.map(String.init) }
        return answer
    }

    /// The token of a session for programs.
    func bearer(_ address: EmailAddress) async throws -> String {
        let body = #"{"code":"\#(try code())","address":"\#(address.text)"}"#
        let answer = try await post(body, to: "/api/v1/sessions")
        let object = try #require(try answer.json() as? [String: Any])
        return try #require(object["token"] as? String)
    }

    /// What the forms of this session carry.
    func formToken() async throws -> String {
        let me = try #require(try await get("/api/v1/me").json() as? [String: Any])
        return try #require(me["csrf_token"] as? String)
    }
}

/// The engine that a test may give other settings.
private final class ServedByTest: Sendable {
    private let engine: Mutex<Engine>

    init(_ engine: Engine) { self.engine = Mutex(engine) }

    var current: Engine { engine.withLock { $0 } }

    func replace(_ settings: RapportSettings) throws { try engine.withLock { $0 = try $0.reconfigured(settings) } }
}

/// A clock that stands still until it is moved.
final class ManualTime: Sendable {
    private let microseconds = Mutex(Timestamp.now.microseconds)

    var now: Timestamp { Timestamp(microseconds: microseconds.withLock { $0 }) }

    func advance(seconds: Int64) { microseconds.withLock { $0 += seconds * 1_000_000 } }
}

/// What Hummingbird gives a route, without a connection.
struct PlainContext: RequestContext {
    struct Source: RequestContextSource {
        let logger: Logger
    }

    var coreContext: CoreRequestContextStorage

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }
}

/// Takes a body instead of a connection.
private final class BodyCollector: ResponseBodyWriter, Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { collected.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        collected.withLock { $0 += Array(buffer.readableBytesView) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
