import Foundation
import HTTPTypes
import Testing

@testable import Console

/// Whatever can be got, its head can be got alone (RFC 9110, section 9.3.2).
@Suite struct `The head of an answer` {
    private static let paths = Route.all.filter { $0.methods.contains(.head) }.map(\.path)
        .filter { $0 != "/sign-in" && $0 != "/sign-in/return" }

    @Test func `has the status and fields of the whole, for who may see it and who may not`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let record = try await client.ownRecord(of: world.seller).split(separator: "/")
        var askers: [[String: String]] = [[:]]
        for viewer in [world.administrator, world.otherSeller] {
            askers.append(["Authorization": "Bearer \(try await client.bearer(viewer))"])
        }
        #expect(Self.paths.count > 30)
        for path in Self.paths {
            let target = path.replacingOccurrences(of: "{table}", with: record[0])
                .replacingOccurrences(of: "{id}", with: record[1]).replacingOccurrences(of: "{language}", with: "de")
            for headers in askers {
                let whole = try await client.get(target, headers: headers)
                let head = try await client.ask(.head, target, headers: headers)
                #expect(head.status == whole.status && head.body.isEmpty, "\(target)")
                #expect(Set(head.headers.map(\.name)) == Set(whole.headers.map(\.name)), "\(target)")
                for name in ["Content-Type", "Content-Security-Policy", "Location", "Cache-Control"] {
                    #expect(head.header(name) == whole.header(name), "\(target)")
                }
            }
        }
    }

    @Test func `says how long the whole is, and that it is known already`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        var headers = ["Authorization": "Bearer \(try await client.bearer(world.administrator))"]
        for target in ["/api/v1/scores?limit=5", "/relationships", "/api/v1/openapi.json", "/static/console.css"] {
            headers["If-None-Match"] = nil
            let whole = try await client.get(target, headers: headers)
            let head = try await client.ask(.head, target, headers: headers)
            #expect(head.header("Content-Length") == String(whole.body.count))
            #expect(head.header("ETag") == whole.header("ETag") && head.header("ETag") != nil)
            headers["If-None-Match"] = head.header("ETag")
            #expect(try await client.ask(.head, target, headers: headers).status == 304)
        }
    }

    @Test(arguments: [
        ("/api/v1/me", HTTPRequest.Method.post, "GET, HEAD"), ("/relationships", HTTPRequest.Method.put, "GET, HEAD"),
        ("/api/v1/changes", HTTPRequest.Method.head, "POST"),
        ("/runs/events", HTTPRequest.Method.head, "GET"),
        ("/api/v1/sessions/current", HTTPRequest.Method.head, "DELETE"),
    ])
    func `is named among what can be asked for, and refused elsewhere`(
        path: String,
        method: HTTPRequest.Method,
        allowed: String
    ) async throws {
        let client = try ConsoleClient(try await ConsoleWorld.shared().engine)
        let answer = try await client.ask(method, path)
        #expect(answer.status == 405)
        #expect(answer.header("Allow") == allowed)
    }
}
