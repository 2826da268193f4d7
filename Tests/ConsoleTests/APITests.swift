import ConnectorTesting
import Console
import Eligibility
import Engine
import Foundation
import HTTPTypes
import Interactions
import Testing

/// The API answers what the commands print.
@Suite struct `The API` {
    private static func bearer(_ client: ConsoleClient, _ address: EmailAddress) async throws -> [String: String] {
        ["Authorization": "Bearer \(try await client.bearer(address))"]
    }

    @Test func `gives the engine's listings, byte by byte`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let headers = try await Self.bearer(client, world.administrator)
        let roles = RoleListing(try await world.engine.eligibility().roles()).rows
        #expect(try await client.get("/api/v1/roles", headers: headers).text == AnswerText.json(roles) + "\n")
        let status = StatusListing(try await world.engine.status(), under: world.engine.profile)
        let told = try await client.get("/api/v1/status", headers: headers).text
        // Seconds pass between both, whatever the machine is doing.
        let seconds = /"\w+_seconds":[0-9]+/
        #expect(told.replacing(seconds, with: "") == (try AnswerText.json(status) + "\n").replacing(seconds, with: ""))
        // Others record events in the same world meanwhile.
        let before = try world.engine.logRows().count
        let log = try await client.get("/api/v1/log?limit=1000", headers: headers).text
        let rows = LogListing(try world.engine.logRows()).rows
        let texts = try (before...rows.count).map { try AnswerText.json(Array(rows.prefix($0))) + "\n" }
        #expect(texts.contains(log))
    }

    @Test func `hands out a list in pieces that make the whole`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let headers = try await Self.bearer(client, world.administrator)
        let whole = try #require(
            try await client.get("/api/v1/scores?limit=1000&sort=name", headers: headers).json() as? [[String: Any]]
        )
        var pieces: [String] = []
        var target: String? = "/api/v1/scores?sort=name&limit=7"
        while let next = target {
            let answer = try await client.get(next, headers: headers)
            #expect(answer.status == 200)
            let rows = try #require(try answer.json() as? [[String: Any]])
            #expect(rows.count <= 7)
            pieces += rows.compactMap { $0["record"] as? String }
            target = answer.header("Link")?.split(separator: "<").first?.split(separator: ">").first.map(String.init)
        }
        #expect(whole.count > 20)
        #expect(pieces == whole.compactMap { $0["record"] as? String })
    }

    @Test func `shows a seller his records and no others`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        func records(_ address: EmailAddress, _ path: String) async throws -> Set<String> {
            let answer = try await client.get(path, headers: try await Self.bearer(client, address))
            let rows = try #require(try answer.json() as? [[String: Any]])
            return Set(rows.compactMap { $0["record"] as? String })
        }
        for path in ["scores", "attention", "pipeline"].map({ "/api/v1/\($0)?limit=1000" }) {
            let all = try await records(world.administrator, path)
            let one = try await records(world.seller, path)
            let other = try await records(world.otherSeller, path)
            #expect(one.isDisjoint(with: other) && !one.isEmpty && !other.isEmpty)
            #expect(one.union(other) == all)
            let teams = try await records(world.administrator, "\(path)&team=Key%20accounts")
            #expect(one.isSuperset(of: teams) && !teams.isEmpty)
        }
    }

    @Test func `names no record to who may not see it, also where a name is looked for`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let foreign = try await client.foreignNames(to: world.seller, of: world.otherSeller)
        for name in foreign {
            // As it is, with a mistake, and by its beginning, which may find several.
            for typed in [name, String(name.dropLast()) + "x", String(name.prefix(3))] {
                let target = "/api/v1/scores?account=\(ConsoleClient.encoded(typed))"
                let answer = try await client.get(target, headers: try await Self.bearer(client, world.seller))
                #expect(!foreign.contains { answer.text.contains($0) }, "\(typed): \(answer.text)")
            }
        }
    }

    @Test func `tells of the pipeline what the engine lists, month by month too`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let headers = try await Self.bearer(client, world.seller)
        let answer = try await client.get("/api/v1/pipeline?limit=1000", headers: headers)
        let rows = try #require(try answer.json() as? [[String: Any]])
        #expect(rows.allSatisfy { ($0["record"] as? String)?.hasPrefix("opportunity/") == true })
        let dates = rows.compactMap { $0["close_date"] as? String }
        #expect(dates == dates.sorted() && !dates.isEmpty)
        let told = try await client.get("/api/v1/pipeline/months", headers: headers)
        let months = try #require(try told.json() as? [[String: Any]])
        #expect(months.reduce(0) { $0 + ($1["opportunities"] as? Int ?? 0) } == rows.count)
        // Pieces make the whole here too.
        let first = try await client.get("/api/v1/pipeline?limit=1", headers: headers)
        #expect(first.header("Link")?.contains("cursor=") == true)
    }

    @Test func `tells what is held about somebody, and leaves nobody out without the right number`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let headers = try await Self.bearer(client, world.administrator)
        let body = #"{"address":"\#(world.seller.text)"}"#
        let held = try await client.post(body, to: "/api/v1/persons", headers: headers)
        let report = try await world.engine.person(.smtp(world.seller), at: .now)
        let person = try #require(try held.json() as? [String: Any])
        #expect(person["addresses"] as? [String] == report.addresses.map(\.text))
        #expect(person["emails"] as? Int == report.interactions[.email])
        #expect(person["has_opted_out"] as? Bool == false)
        let plan = try await client.post(body, to: "/api/v1/opt-outs/plan", headers: headers)
        let planned = try #require(try plan.json() as? [String: Any])
        #expect(planned["mailboxes"] as? Int == 1 && planned["is_already_so"] as? Bool == false)
        #expect(try await client.post(body, to: "/api/v1/opt-outs", headers: headers).status == 409)
        let nobody = #"{"address":"not an address"}"#
        #expect(try await client.post(nobody, to: "/api/v1/persons", headers: headers).status == 404)
        #expect(try await !world.engine.person(.smtp(world.seller), at: .now).hasOptedOut)
    }

    @Test func `leaves a stranger out, and takes it back`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let headers = try await Self.bearer(client, world.administrator)
        let stranger = "somebody.unheard.of@elsewhere.example"
        func optOut(_ isOut: Bool) async throws -> Bool? {
            let body = #"{"address":"\#(stranger)","is_out":\#(isOut)}"#
            let answer = try await client.post(body, to: "/api/v1/opt-outs", headers: headers)
            return try #require(try answer.json() as? [String: Any])["is_already_so"] as? Bool
        }
        #expect(try await optOut(true) == false)
        #expect(try await optOut(true) == true)
        #expect(try await optOut(false) == false)
        #expect(try await optOut(false) == true)
    }

    @Test func `offers every order of the engine's, and no other, in its document`() async throws {
        let client = try ConsoleClient(try await ConsoleWorld.shared().engine)
        let document = try #require(try await client.get("/api/v1/openapi.json").json() as? [String: Any])
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        for path in ["/scores", "/attention", "/pipeline"] {
            let parameters = try #require(paths[path]?["get"]?["parameters"] as? [[String: Any]])
            let sort = try #require(parameters.first { $0["name"] as? String == "sort" })
            let names = (sort["schema"] as? [String: Any])?["enum"] as? [String]
            #expect(Set(names ?? []) == Set(RelationshipOrder.allCases.map(\.rawValue)), "\(path)")
        }
    }

    @Test func `says with an ETag that nothing changed`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        var headers = try await Self.bearer(client, world.administrator)
        let first = try await client.get("/api/v1/roles", headers: headers)
        headers["If-None-Match"] = first.header("ETag")
        let second = try await client.get("/api/v1/roles", headers: headers)
        #expect(second.status == 304)
        #expect(second.body.isEmpty)
        headers["If-None-Match"] = "\"another\""
        #expect(try await client.get("/api/v1/roles", headers: headers).status == 200)
    }

    @Test(arguments: [
        ("/api/v1/scores?limit=0", 400), ("/api/v1/scores?limit=1001", 400), ("/api/v1/scores?limit=ten", 400),
        ("/api/v1/scores?limit=99999999999999999999", 400), ("/api/v1/scores?kind=people", 400),
        ("/api/v1/scores?sort=beauty", 400), ("/api/v1/scores?cursor=%21", 404), ("/api/v1/scores?cursor=QUJD", 404),
        ("/api/v1/scores?cursor=", 400), ("/api/v1/scores?team=", 400), ("/api/v1/scores?state=", 400),
        ("/api/v1/scores?stat=poor", 400), ("/api/v1/me?limit=1", 400), ("/api/v1/scores?limit=1&limit=2", 400),
        ("/api/v1/scores?account", 400),
        ("/api/v1/attention?kind=&team=x", 400), ("/api/v1/pipeline?owner=", 400),
        ("/api/v1/eligibility?at=", 400), ("/api/v1/eligibility?user=a%40b.example&user=", 400),
        ("/api/v1/roles?x=", 400), ("/api/v1/pipeline?sort=beauty", 400), ("/api/v1/pipeline?team=Nobody", 404),
        ("/api/v1/scores?kind=%FF", 400), ("/api/v1/scores?kind=%zz", 400), ("/api/v1/scores?kind=%00", 400),
        ("/api/v1/eligibility?user=nobody", 404), ("/api/v1/eligibility?at=tomorrow", 400),
        ("/api/v1/relationships/contact/1", 404),
        ("/api/v1/relationships/systemuser/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c", 404),
        ("/api/v1/relationships/contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c", 404), ("/api/v1/introductions", 400),
        ("/api/v1/introductions?target=Nobody%20Whatsoever", 404), ("/api/v1/grades?good=10&fair=90", 400),
        ("/api/v1/grades?good=50&fair=50", 400), ("/api/v1/grades?fair=100", 400), ("/api/v1/grades?good=1", 400),
        ("/api/v1/grades?good=101", 400), ("/api/v1/grades?fair=0", 400),
    ])
    func `refuses with a problem document`(target: String, status: Int) async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let answer = try await client.get(target, headers: try await Self.bearer(client, world.administrator))
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer.header("Content-Type") == "application/problem+json")
        let problem = try #require(try answer.json() as? [String: Any])
        #expect(problem["status"] as? Int == status)
        #expect((problem["detail"] as? String)?.isEmpty == false)
        #expect((problem["code"] as? String)?.isEmpty == false)
    }

    @Test(arguments: [
        ("", "application/json", 400), ("{", "application/json", 400), ("[]", "application/json", 400),
        ("{\"change\":\"fly\"}", "application/json", 400), ("{\"change\":1}", "application/json", 400),
        ("{\"change\":\"enable\",\"mailboxes\":-1}", "application/json", 400),
        ("{\"change\":\"enable\",\"mailboxes\":1000000000}", "application/json", 400),
        ("{\"change\":\"enable\",\"mailboxes\":1.5}", "application/json", 400),
        ("{\"change\":null}", "application/json", 400),
        ("{\"change\":1}", "Application/JSON; charset=utf-8", 400), ("{\"change\":1}", "application/json ;x", 400),
        ("{\"change\":1}", "application/jsonp", 415), ("{\"change\":1}", "text/json;application/json", 415),
        ("{\"change\":1}", "application/json, text/html", 415), ("{\"change\":1}", "", 415),
        ("{\"change\":\"enable\"}", "text/plain", 415), ("change=enable", "application/x-www-form-urlencoded", 415),
        ("{\"change\":\"roles\",\"roles\":[\"No such role\"]}", "application/json", 409),
    ])
    func `refuses bodies that are none`(body: String, type: String, status: Int) async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        var headers = try await Self.bearer(client, world.administrator)
        headers["Content-Type"] = type
        let answer = try await client.ask(.post, "/api/v1/changes", headers: headers, body: body)
        #expect(answer.status == status, "\(answer.text)")
    }

    @Test func `refuses a body that is too long`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let body = "{\"code\":\"" + String(repeating: "a", count: 70_000) + "\"}"
        let answer = try await client.post(body, to: "/api/v1/sessions")
        #expect(answer.status == 413)
        #expect(answer.header("Content-Security-Policy") != nil)
    }

    @Test func `changes nothing that was not confirmed with the right number`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let headers = try await Self.bearer(client, world.administrator)
        let plan = try await client.post("{\"change\":\"disable\"}", to: "/api/v1/changes/plan", headers: headers)
        let planned = try #require(try plan.json() as? [String: Int])["mailboxes"] ?? 0
        #expect(planned == (try await world.engine.status().admitted) && planned > 1)
        for body in ["{\"change\":\"disable\"}", "{\"change\":\"disable\",\"mailboxes\":1}"] {
            #expect(try await client.post(body, to: "/api/v1/changes", headers: headers).status == 409)
        }
        #expect(try await world.engine.status().lifeCycle.activation.isOn)
    }
}
