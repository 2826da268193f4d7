import Engine
import Foundation
import HTTPTypes
import Interactions
import Testing

@testable import Console

/// Sessions, forms and origins.
@Suite struct `Signing in` {
    @Test func `works once with a code, for a user of the directory`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let code = try client.code()
        let form = [("code", code), ("address", world.seller.text)]
        #expect(try await client.get("/login?code=\(code)").status == 200)
        #expect(
            try await client.send([("code", code), ("address", "nobody@elsewhere.example")], to: "/login").status == 403
        )
        let first = try await client.send(form, to: "/login")
        #expect(first.status == 303)
        let cookie = try #require(first.header("Set-Cookie"))
        #expect(cookie.contains("; HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains("Secure"))
        #expect(try await client.send(form, to: "/login").status == 403)
    }

    @Test func `is told as a link, and on a socket whose address nobody knows as a path`() async throws {
        let world = try await ConsoleWorld.shared()
        let console = try ConsoleClient(world.engine).console
        let link = console.loginNotice(at: "http://127.0.0.1:8421")
        #expect(link.hasPrefix("Sign in once, within ten minutes: http://127.0.0.1:8421/login?code="))
        let path = console.loginNotice(at: "unix:/run/rapport/http")
        #expect(path.contains(", under /login?code=") && path.contains("'console.origin'"))
        #expect(!path.contains("unix:"))
    }

    @Test(arguments: [("http://0.0.0.0:8421/", "http://127.0.0.1:8421/"), ("http://[::]:8421/", "http://[::1]:8421/")])
    func `has a link that is not refused where the server listens everywhere`(address: String, link: String)
        async throws
    {
        let console = try ConsoleClient(try await ConsoleWorld.shared().engine).console
        #expect(console.loginAddress(at: address).hasPrefix(link + "login?code="))
    }

    @Test func `is for one person only where the link says so`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        let code = try client.code(for: world.seller)
        let page = try await client.get("/login?code=\(code)")
        #expect(page.text.contains("value=\"\(world.seller.text)\""))
        let answer = try await client.send([("code", code), ("address", world.administrator.text)], to: "/login")
        #expect(answer.status == 403)
    }

    @Test(arguments: [(599, true), (600, false)])
    func `ends with the code's ten minutes`(seconds: Int64, works: Bool) async throws {
        let world = try await ConsoleWorld.shared()
        let clock = ManualTime()
        let client = try ConsoleClient(world.engine, clock: clock)
        let code = try client.code()
        clock.advance(seconds: seconds)
        let answer = try await client.send([("code", code), ("address", world.seller.text)], to: "/login")
        #expect((answer.status == 303) == works)
    }

    @Test func `ends after half an hour without a request, and when somebody signs out`() async throws {
        let world = try await ConsoleWorld.shared()
        let clock = ManualTime()
        let client = try ConsoleClient(world.engine, clock: clock)
        try await client.signIn(world.seller)
        clock.advance(seconds: 1_799)
        #expect(try await client.get("/api/v1/me").status == 200)
        clock.advance(seconds: 1_800)
        #expect(try await client.get("/api/v1/me").status == 401)

        try await client.signIn(world.seller)
        let token = try await client.formToken()
        #expect(try await client.send([], to: "/logout", csrf: token).status == 303)
        #expect(try await client.get("/api/v1/me").status == 401)
    }

    @Test func `marks cookies and answers for TLS where the origin has it`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine) { $0.origin = "https://rapport.contoso.example" }
        let answer = try await client.ask(
            .post,
            "/login",
            headers: [
                "Content-Type": "application/x-www-form-urlencoded", "Origin": "https://rapport.contoso.example",
            ],
            body: "code=\(try client.code())&address=\(ConsoleClient.encoded(world.seller.text))",
            host: "rapport.contoso.example"
        )
        #expect(answer.status == 303)
        #expect(answer.header("Set-Cookie")?.contains("; Secure") == true)
        #expect(answer.header("Strict-Transport-Security")?.hasPrefix("max-age=") == true)
    }

    @Test(arguments: ["attacker.example", "rapport.contoso.example.attacker.example", "127.0.0.1.attacker.example"])
    func `answers under no other host's name`(host: String) async throws {
        let client = try ConsoleClient(try await ConsoleWorld.shared().engine)
        #expect(try await client.ask(.get, "/login", host: host).status == 400)
    }

    @Test(
        arguments: [
            ("127.0.0.1:8421", "127.0.0.1"), ("rapport.contoso.example", "rapport.contoso.example"),
            ("[::1]:8421", "[::1]"), ("[::1]", "[::1]"), ("[fe80::1%25eth0]:1", "[fe80::1%25eth0]"), ("", ""),
        ]
    )
    func `knows the host's name without its port`(authority: String, host: String) {
        let request = IncomingRequest(
            method: .get,
            authority: authority,
            path: "/",
            query: "",
            headers: [:],
            body: []
        )
        #expect(request.host == host)
    }

    @Test func `lets no other site and no old form change anything`() async throws {
        let world = try await ConsoleWorld.shared()
        let client = try ConsoleClient(world.engine)
        try await client.signIn(world.administrator)
        let token = try await client.formToken()
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        let own = ["Origin": "http://127.0.0.1:8421"]
        let refused: [([String: String], String)] = [
            (own, ""), (own, "csrf="), (own, "csrf=\(token)x"), (own, "csrf=\(token.dropLast())"),
            (["Origin": "https://attacker.example"], "csrf=\(token)"), (["Origin": "null"], "csrf=\(token)"),
            (["Origin": "http://127.0.0.1:8422"], "csrf=\(token)"), (["Sec-Fetch-Site": "cross-site"], "csrf=\(token)"),
            (["Sec-Fetch-Site": "same-site"], "csrf=\(token)"),
            (["Origin": "null", "Sec-Fetch-Site": "cross-site"], "csrf=\(token)"),
            (["Origin": "http://127.0.0.1:8421", "Sec-Fetch-Site": "cross-site"], "csrf=\(token)"),
        ]
        for (headers, body) in refused {
            let all = headers.merging(type) { own, _ in own }
            for path in ["/changes/enable", "/logout", "/people/erase", "/people/plan"] {
                let answer = try await client.ask(.post, path, headers: all, body: body)
                #expect(answer.status == 403, "\(headers) \(body) \(path)")
                #expect(answer.header("Content-Security-Policy") != nil)
            }
            let json = try await client.post("{}", to: "/api/v1/changes", headers: headers)
            #expect(json.status == 403)
        }
        // The same with the session's own token only fails for what is asked.
        let last = try await client.send([], to: "/people/plan", csrf: token)
        #expect(last.status == 400)
        // As a browser sends our own form under `no-referrer`.
        let hidden = ["Origin": "null", "Sec-Fetch-Site": "same-origin"].merging(type) { own, _ in own }
        #expect(try await client.ask(.post, "/people/plan", headers: hidden, body: "csrf=\(token)").status == 400)
    }

    @Test func `is refused for whoever tries too often, and says when to come again`() async throws {
        let world = try await ConsoleWorld.shared()
        let clock = ManualTime()
        let client = try ConsoleClient(world.engine, clock: clock) { $0.requestsPerMinute = 60 }
        var statuses: [Int] = []
        for _ in 0..<4 {
            statuses.append(try await client.send([("code", "x"), ("address", "a@b.example")], to: "/login").status)
        }
        #expect(statuses == [403, 403, 429, 429])
        clock.advance(seconds: 5)
        #expect(try await client.send([("code", "x"), ("address", "a@b.example")], to: "/login").status == 403)
    }
}
