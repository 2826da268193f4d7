import ConnectorTesting
import Eligibility
import Engine
import Foundation
import HTTPTypes
import Interactions
import Scoring
import Settings
import Synchronization
import Testing

@testable import Console

/// An answer that was given before is given again to who asks for the same, and to nobody else.
@Suite struct `A kept answer` {
    /// One question, whose answer says how many were made before it.
    private struct Asking {
        let console: WebConsole
        let kept: KeptAnswers
        var visitor: Visitor
        var relationships: Relationships
        var sight: Sight
        var path = "/relationships"
        var query = "limit=5"
        var headers = HTTPFields()
        private let count = Count()

        final class Count: Sendable {
            private let count = Mutex(0)

            func next() -> Int {
                count.withLock { count in
                    defer { count += 1 }; return count
                }
            }
        }

        init(_ world: ConsoleWorld, _ address: EmailAddress, session: String = "one", limit: Int = 100_000) async throws
        {
            console = try ConsoleClient(world.engine).console
            kept = KeptAnswers(limit: limit)
            let viewer = try #require(try await console.board.eligibility().viewer(address))
            visitor = .user(viewer, Self.session(session, of: address))
            relationships = try await console.board.relationships(for: .relationshipAnalytics)
            sight = try await console.board.sight(of: viewer, in: relationships)
        }

        static func session(_ token: String, of address: EmailAddress) -> Session {
            Session(address: address, formToken: token, startedAt: .now, seenAt: .now)
        }

        func callAsFunction(_ status: HTTPResponse.Status = .ok, bytes: Int = 1) async throws -> Answer {
            let request = IncomingRequest(
                method: .get,
                authority: "127.0.0.1",
                path: path,
                query: query,
                headers: headers,
                body: []
            )
            let call = try Call(console, request, visitor, [:], try FormFields(query.utf8))
            return try await kept.answer(call, relationships, sight) {
                Answer(status, type: "text/plain", body: [UInt8](repeating: UInt8(count.next()), count: bytes))
            }
        }

        func number(_ status: HTTPResponse.Status = .ok, bytes: Int = 1) async throws -> UInt8? {
            try await self(status, bytes: bytes).body.first
        }
    }

    @Test func `is made anew for everything that is different`() async throws {
        let world = try await ConsoleWorld.shared()
        let asking = try await Asking(world, world.seller)
        #expect(try await asking.number() == 0)
        #expect(try await asking.number() == 0)
        #expect(try await asking().headers[.eTag] != nil)
        var other = asking
        other.visitor = .user(try #require(asking.visitor.viewer), Asking.session("another", of: world.seller))
        #expect(try await other.number() == 1)
        other = asking
        other.path = "/pipeline"
        #expect(try await other.number() == 2)
        other = asking
        other.query = "limit=6"
        #expect(try await other.number() == 3)
        other = asking
        other.headers[.acceptLanguage] = "de"
        #expect(try await other.number() == 4)
        other = asking
        other.headers[.cookie] = "rapport_language=de"
        #expect(try await other.number() == 4)
        #expect(try await asking.number() == 0)
        // The same session and the same words, for somebody who sees something else, or is somebody else.
        let stranger = try #require(try await asking.console.board.eligibility().viewer(world.otherSeller))
        other = asking
        other.sight = try await asking.console.board.sight(of: stranger, in: asking.relationships)
        #expect(try await other.number() == 5)
        #expect(try await asking.number() == 6)
        other = asking
        other.visitor = .user(stranger, Asking.session("one", of: world.otherSeller))
        #expect(try await other.number() == 7)
        // Scored anew, all is asked for anew.
        await asking.console.board.forget()
        other = asking
        other.relationships = try await asking.console.board.relationships(for: .relationshipAnalytics)
        #expect(try await other.number() == 8)
        #expect(try await other.number() == 8)
        // Who began before that gets what belongs to his own scoring.
        #expect(try await asking.number() == 9)
        #expect(try await other.number() == 10)
    }

    @Test func `is none of a widget, of what failed or of what is too long, and all of them have an end`() async throws
    {
        let world = try await ConsoleWorld.shared()
        let asking = try await Asking(world, world.administrator, limit: 80)
        var widget = asking
        let record = try #require(asking.relationships.index.records.first).reference
        widget.visitor = .widget(WidgetClaims(record: record, viewer: world.seller, origin: ConsoleWorld.origin))
        #expect(try await widget.number() == 0)
        #expect(try await widget.number() == 1)
        #expect(try await asking.number(.notFound) == 2)
        #expect(try await asking.number(bytes: 11) == 3)
        #expect(try await asking.number(bytes: 10) == 4)
        #expect(try await asking.number() == 4)
        for number in 0..<7 {
            var other = asking
            other.query = "limit=\(number + 10)"
            _ = try await other(bytes: 10)
        }
        #expect(try await asking.number() == 4)
        var last = asking
        last.query = "limit=99"
        #expect(try await last.number(bytes: 10) == 12)
        #expect(try await last.number() == 12)
        #expect(try await asking.number() == 13)
    }

    @Test func `is for each who asks what a console says that was never asked before`() async throws {
        let world = try await ConsoleWorld.shared()
        // A fresh console scores anew, and must do so at the same instant to say the same.
        let time = ManualTime()
        let engine = Engine(world.engine.settings, clock: { time.now })
        let client = try ConsoleClient(engine)
        let record = try await client.ownRecord(of: world.seller).split(separator: "/")
        let targets = Route.all.filter(\.isKept).map { route in
            route.path.replacingOccurrences(of: "{table}", with: record[0])
                .replacingOccurrences(of: "{id}", with: record[1])
        }
        #expect(targets.count == 8)
        let viewers = [world.seller, world.otherSeller, world.administrator]
        func all(_ client: ConsoleClient) async throws -> [String] {
            var texts: [String] = []
            for viewer in viewers {
                let token = try await client.bearer(viewer)
                for language in ["de", "en"] {
                    let headers = ["Authorization": "Bearer \(token)", "Accept-Language": language]
                    for target in targets {
                        let answer = try await client.get(target, headers: headers)
                        // Every session has a form token of its own.
                        texts.append("\(answer.status) " + answer.text.replacing(/name="csrf" value="[^"]*"/, with: ""))
                    }
                }
            }
            return texts
        }
        let first = try await all(client)
        #expect(try await all(client) == first)
        let fresh = try ConsoleClient(engine)
        // In the other direction, so that what one leaves behind is another's.
        #expect(try await all(fresh) == first)
        #expect(Set(first).count > 30)
    }

    @Test func `has the form token of its own session`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        for _ in 0..<2 {
            let headers = ["Authorization": "Bearer \(try await client.bearer(world.seller))"]
            let me = try #require(try await client.get("/api/v1/me", headers: headers).json() as? [String: Any])
            let token = try #require(me["csrf_token"] as? String)
            for _ in 0..<2 {
                #expect(try await client.get("/relationships", headers: headers).text.contains(token))
            }
        }
    }

    @Test func `counts against the limit, and ends with the session`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine) { $0.requestsPerMinute = 18 }
        let headers = ["Authorization": "Bearer \(try await client.bearer(world.seller))"]
        var statuses: [Int] = []
        for _ in 0..<5 { statuses.append(try await client.get("/api/v1/attention", headers: headers).status) }
        #expect(statuses == [200, 200, 200, 429, 429])
        let other = try ConsoleClient(world.engine)
        let session = ["Authorization": "Bearer \(try await other.bearer(world.seller))"]
        #expect(try await other.get("/api/v1/attention", headers: session).status == 200)
        #expect(try await other.ask(.delete, "/api/v1/sessions/current", headers: session).status == 204)
        #expect([401, 403].contains(try await other.get("/api/v1/attention", headers: session).status))
    }

    @Test func `changes with the settings, and with the day`() async throws {
        let world = try await ConsoleWorld.shared()
        let time = ManualTime()
        let client = try ConsoleClient(Engine(world.engine.settings, clock: { time.now }))
        let headers = ["Authorization": "Bearer \(try await client.bearer(world.administrator))"]
        func days() async throws -> [Int] {
            let rows = try await client.get("/api/v1/pipeline?limit=1000", headers: headers).json() as? [[String: Any]]
            return try #require(rows).compactMap { $0["days_left"] as? Int }
        }
        let today = try await days()
        #expect(try await days() == today && !today.isEmpty)
        time.advance(seconds: 86_400)
        #expect(try await days() == today.map { $0 - 1 })
        let before = try await client.get("/api/v1/attention", headers: headers).text
        #expect(try await client.get("/api/v1/attention", headers: headers).text == before)
        var settings = world.engine.settings
        settings.scoring.language = settings.scoring.language == .german ? .english : .german
        try client.reconfigure(settings)
        let after = try await client.get("/api/v1/attention", headers: headers).text
        #expect(after != before)
        #expect(try await client.get("/api/v1/attention", headers: headers).text == after)
    }
}
