import ConnectorTesting
import Engine
import Foundation
import HTTPTypes
import Interactions
import Testing

@testable import Console

/// Every route of the table for everybody who may come: what nobody thought of is refused.
@Suite struct `The routes' table` {
    enum Asker: String, CaseIterable {
        case nobody, seller, otherSeller, administrator, widget, client
    }

    /// A path with its places filled in, for a record that belongs to the seller.
    private static func target(_ route: Route, _ record: String) -> String {
        let id = record.split(separator: "/")
        return route.path.replacingOccurrences(of: "{table}", with: id[0]).replacingOccurrences(of: "{id}", with: id[1])
            .replacingOccurrences(of: "{change}", with: "enable").replacingOccurrences(of: "{language}", with: "de")
    }

    /// What answers only to more than its path, or where people sign in with an identity provider.
    private static let asksForMore = ["/why", "/api/v1/introductions", "/sign-in", "/sign-in/return"]

    /// Whether the asker gets past the gatekeeper, worked out from the issue's words and not from its code.
    private static func mayPass(_ asker: Asker, _ route: Route) -> Bool {
        switch route.audience {
        case .everybody: true
        case .signedIn: [.seller, .otherSeller, .administrator].contains(asker)
        case .administrator: asker == .administrator
        case .record: [.seller, .otherSeller, .administrator, .widget].contains(asker)
        case .widget: asker == .widget
        case .client: asker == .client
        }
    }

    @Test(arguments: Asker.allCases)
    func `lets through whom it names, and refuses everybody else with every header`(asker: Asker) async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let record = try await client.ownRecord(of: world.seller)
        for route in Route.all {
            var headers = ["Content-Type": "application/json"]
            switch asker {
            case .nobody: break
            case .seller: headers["Authorization"] = "Bearer \(try await client.bearer(world.seller))"
            case .otherSeller: headers["Authorization"] = "Bearer \(try await client.bearer(world.otherSeller))"
            case .administrator: headers["Authorization"] = "Bearer \(try await client.bearer(world.administrator))"
            case .widget: headers["Authorization"] = "Bearer \(try await client.widgetToken(record, world.seller))"
            case .client:
                let credential = Data("crm:\(ConsoleWorld.secret)".utf8).base64EncodedString()
                headers["Authorization"] = "Basic \(credential)"
            }
            // Bodies that no change can be made of: what passes the gatekeeper ends there.
            let answer = try await client.ask(route.method, Self.target(route, record), headers: headers, body: "{}")
            let what = "\(asker) \(route.method) \(route.path) -> \(answer.status)"
            let isSignIn = answer.status == 303 && answer.header("Location") == "/login"
            if Self.mayPass(asker, route) {
                #expect(answer.status != 401 && (!isSignIn || route.path == "/logout"), "\(what)")
                if route.path.contains("{id}") {
                    let mayServe = asker != .otherSeller
                    // No introductions to what is no person; everybody sees the same ones otherwise.
                    let isServed = answer.status == 200
                    #expect(isServed == mayServe, "\(what) \(answer.text.prefix(200))")
                } else if route.method == .get, !Self.asksForMore.contains(route.path) {
                    #expect([200, 303].contains(answer.status), "\(what) \(answer.text.prefix(200))")
                }
            } else {
                #expect(answer.status == 401 || answer.status == 403 || isSignIn, "\(what)")
            }
            #expect(answer.header("Content-Security-Policy")?.contains("default-src 'none'") == true, "\(what)")
            let policy = answer.header("Content-Security-Policy") ?? ""
            #expect(policy.contains("script-src") == (route.path == "/runs"), "\(what) \(policy)")
            #expect(!policy.contains("unsafe") && !policy.contains("*"), "\(what)")
            #expect(answer.header("X-Content-Type-Options") == "nosniff", "\(what)")
            #expect(answer.header("Referrer-Policy") == "no-referrer", "\(what)")
        }
    }

    @Test func `has every route of the OpenAPI document, and the document every route`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let document = try #require(try await client.get("/api/v1/openapi.json").json() as? [String: Any])
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        let told = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) /api/v1\(path)" } })
        let served = Set(Route.all.filter { $0.path.hasPrefix("/api/v1") }.map { "\($0.method) \($0.path)" })
        #expect(told == served)
    }

    @Test func `answers what it does not have with the headers too`() async throws {
        let client = try ConsoleClient(try await ConsoleWorld.shared().engine)
        for target in ["/nothing", "/api/v1/nothing", "/relationships/contact/1/2/3", "/static/../etc/passwd"] {
            let answer = try await client.get(target)
            #expect(answer.status == 404)
            #expect(answer.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
        }
    }

    @Test(arguments: [
        ("/nothing", "text/html,application/xhtml+xml;q=0.9", true),
        ("/relationships/contact/1/2/3", "TEXT/HTML", true),
        ("/api/v1/nothing", "text/html", false), ("/nothing", "application/json", false), ("/nothing", "", false),
    ])
    func `says to people in their language that there is nothing`(target: String, wish: String, isPage: Bool)
        async throws
    {
        let client = try ConsoleClient(try await ConsoleWorld.shared().engine)
        let answer = try await client.get(target, headers: ["Accept": wish, "Accept-Language": "de"])
        #expect(answer.status == 404)
        #expect(answer.text.contains("<html lang=\"de\">") == isPage)
        #expect(answer.text.contains("Hier ist nichts") == isPage)
        #expect(answer.header("Content-Type")?.hasPrefix("application/problem+json") == !isPage)
        let policy = answer.header("Content-Security-Policy") ?? ""
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
    }

    @Test func `records who looks at whose data, without an address`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let record = try await client.ownRecord(of: world.seller)
        try await client.signIn(world.seller)
        #expect(try await client.get("/relationships/\(record)").status == 200)
        let log = try String(contentsOfFile: "\(world.directory.path)/data/access.ndjson", encoding: .utf8)
        #expect(log.contains(record))
        #expect(!log.contains("@"))
    }
}

extension ConsoleClient {
    /// The reference of a contact with an introducer that belongs to somebody.
    func ownRecord(of address: EmailAddress) async throws -> String {
        let token = try await bearer(address)
        let answer = try await get(
            "/api/v1/scores?kind=contacts&sort=interactions&limit=1000",
            headers: ["Authorization": "Bearer \(token)"]
        )
        let rows = try #require(try answer.json() as? [[String: Any]])
        return try #require(rows.first?["record"] as? String)
    }

    func widgetToken(_ record: String, _ viewer: EmailAddress, origin: String = ConsoleWorld.origin) async throws
        -> String
    {
        let credential = Data("crm:\(ConsoleWorld.secret)".utf8).base64EncodedString()
        let answer = try await post(
            #"{"record":"\#(record)","viewer":"\#(viewer.text)","origin":"\#(origin)"}"#,
            to: "/api/v1/widget-tokens",
            headers: ["Authorization": "Basic \(credential)"]
        )
        let object = try #require(try answer.json() as? [String: Any])
        return try #require(object["token"] as? String, "\(answer.text)")
    }

    /// Names of somebody's records that the other one's own do not tell, as that of a contact's account is told.
    func foreignNames(to viewer: EmailAddress, of other: EmailAddress) async throws -> Set<String> {
        func answer(_ address: EmailAddress) async throws -> Answer {
            let headers = ["Authorization": "Bearer \(try await bearer(address))"]
            return try await get("/api/v1/scores?limit=1000", headers: headers)
        }
        let rows = try #require(try await answer(other).json() as? [[String: Any]])
        let own = try await answer(viewer).text
        let plain = rows.compactMap { $0["name"] as? String }.filter { !$0.contains(/[^A-Za-z0-9 ]/) }
        let foreign = Set(plain.filter { !own.contains($0) })
        #expect(!foreign.isEmpty)
        return foreign
    }
}
