import ConnectorTesting
import Console
import Engine
import ExchangeSimulator
import Foundation
import HTTPTypes
import Interactions
import Testing

/// Signing in with an identity provider: what is refused, is refused once and for all.
@Suite struct `Signing in with Entra` {
    private func expectRefusal(_ answer: ConsoleClient.Answer, _ title: String, _ what: String) {
        #expect(answer.status == 403, "\(what)")
        #expect(answer.text.contains(title), "\(what) \(answer.text)")
        #expect(answer.header("Set-Cookie") == nil, "\(what)")
        let policy = answer.header("Content-Security-Policy") ?? ""
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(what)")
        #expect(answer.header("Referrer-Policy") == "no-referrer", "\(what)")
    }

    @Test func `gives a session to who the provider names, with what the directory says of him`() async throws {
        try await ProviderWorld.with { provider in
            let login = try await provider.ask("/login")
            #expect(login.text.contains("href=\"/sign-in\""))
            for viewer in [provider.world.seller, provider.world.administrator] {
                let (address, cookie) = try await provider.begin()
                let target = try await provider.choose(viewer.text, at: address)
                let answer = try await provider.ask(target, cookie: cookie)
                #expect(answer.status == 200)
                // A redirect would come without the cookie, which other sites' navigations do not get.
                #expect(answer.text.contains("http-equiv=\"refresh\" content=\"0;url=/\""))
                let session = try #require(
                    answer.headers[values: .setCookie].first { $0.hasPrefix("rapport_session=") }
                )
                #expect(["; SameSite=Strict", "; HttpOnly", "; Secure"].allSatisfy(session.contains))
                let me = try await provider.ask("/api/v1/me", cookie: String(session.prefix { $0 != ";" }))
                let object = try #require(try me.json() as? [String: Any])
                #expect(object["address"] as? String == viewer.text)
                #expect(object["is_administrator"] as? Bool == (viewer == provider.world.administrator))
            }
        }
    }

    /// Who is signed in when somebody of the tenant comes back under a name; nil for a refusal.
    private func viewer(_ user: EmailAddress, named name: EmailAddress?, at provider: ProviderWorld) async throws
        -> String?
    {
        var plan = SignInPlan()
        plan.name = name?.text
        provider.simulator.use(plan)
        let (address, cookie) = try await provider.begin()
        let answer = try await provider.ask(try await provider.choose(user.text, at: address), cookie: cookie)
        guard answer.status == 200 else {
            expectRefusal(answer, "You are not in the directory", "\(user.text) as \(name?.text ?? "")")
            return nil
        }
        let session = try #require(answer.headers[values: .setCookie].first { $0.hasPrefix("rapport_session=") })
        let me = try await provider.ask("/api/v1/me", cookie: String(session.prefix { $0 != ";" }))
        return try #require(try me.json() as? [String: Any])["address"] as? String
    }

    @Test func `goes by the account's object id where it is known, whatever the name says`() async throws {
        try await ProviderWorld.with(stranger: \.otherSeller, asksAccounts: true) { provider in
            let world = provider.world
            let renamed = try #require(EmailAddress("renamed@contoso.example"))
            for name in [nil, renamed, world.administrator, world.otherSeller] {
                #expect(try await viewer(world.seller, named: name, at: provider) == world.seller.text)
            }
            // A name that was somebody's, and is now that of an account which the directory does not have.
            for name in [world.administrator, world.seller, renamed] {
                #expect(try await viewer(world.otherSeller, named: name, at: provider) == nil)
            }
        }
    }

    @Test func `goes by the name where nobody tells object ids`() async throws {
        try await ProviderWorld.with { provider in
            let world = provider.world
            #expect(try await viewer(world.seller, named: nil, at: provider) == world.seller.text)
            let renamed = try #require(EmailAddress("renamed@contoso.example"))
            #expect(try await viewer(world.seller, named: renamed, at: provider) == nil)
        }
    }

    @Test func `ends once, in the browser that began it`() async throws {
        try await ProviderWorld.with { provider in
            let (address, cookie) = try await provider.begin()
            let (otherAddress, otherCookie) = try await provider.begin()
            let target = try await provider.choose(provider.world.seller.text, at: address)
            #expect(try await provider.ask(target, cookie: cookie).status == 200)
            expectRefusal(try await provider.ask(target, cookie: cookie), "not begun in this browser", "again")
            // The code of another sign-in under a state that was used.
            let other = try await provider.choose(provider.world.seller.text, at: otherAddress)
            expectRefusal(try await provider.ask(other, cookie: cookie), "not begun in this browser", "other browser")
            expectRefusal(try await provider.ask(other, cookie: otherCookie), "not begun in this browser", "after that")
            for target in ["/sign-in/return", "/sign-in/return?code=x", "/sign-in/return?code=x&state=y"] {
                expectRefusal(try await provider.ask(target, cookie: cookie), "not begun in this browser", target)
            }
            // Without any cookie, as from a mail.
            let (third, _) = try await provider.begin()
            let thirdTarget = try await provider.choose(provider.world.seller.text, at: third)
            expectRefusal(try await provider.ask(thirdTarget), "not begun in this browser", "no cookie")
        }
    }

    @Test func `does not take a code from another sign-in, nor one that was used`() async throws {
        try await ProviderWorld.with { provider in
            let (one, cookie) = try await provider.begin()
            let (two, _) = try await provider.begin()
            func parameter(_ name: String, _ target: String) throws -> String {
                let items = try #require(URLComponents(string: target)?.queryItems)
                return ConsoleClient.encoded(try #require(items.first { $0.name == name }?.value))
            }
            let first = try await provider.choose(provider.world.seller.text, at: one)
            let second = try await provider.choose(provider.world.administrator.text, at: two)
            // The verifier of the first does not fit the code of the second.
            let mixed = "/sign-in/return?state=\(try parameter("state", first))&code=\(try parameter("code", second))"
            expectRefusal(try await provider.ask(mixed, cookie: cookie), "not accepted any more", "mixed")
        }
    }

    @Test(arguments: [(599, 200), (600, 403)])
    func `may take ten minutes`(seconds: Int64, status: Int) async throws {
        let clock = ManualTime()
        try await ProviderWorld.with(clock: clock) { provider in
            let (address, cookie) = try await provider.begin()
            clock.advance(seconds: seconds)
            let target = try await provider.choose(provider.world.seller.text, at: address)
            #expect(try await provider.ask(target, cookie: cookie).status == status)
        }
    }

    @Test func `refuses every token that is not exactly right, and says why`() async throws {
        try await ProviderWorld.with { provider in
            for flaw in IDTokenFlaw.allCases {
                var plan = SignInPlan()
                plan.flaw = flaw
                provider.simulator.use(plan)
                let (address, cookie) = try await provider.begin()
                let target = try await provider.choose(provider.world.administrator.text, at: address)
                let title: String
                switch flaw {
                case .expired: title = "The token has expired"
                case .notYetValid: title = "The token is not valid yet"
                case .otherAudience, .otherAuthorizedParty: title = "The token is for another application"
                case .otherTenant: title = "The token is for another tenant"
                case .otherIssuer: title = "The token comes from another issuer"
                case .otherNonce: title = "The token answers another sign-in"
                case .guest: title = "Guests of the tenant"
                case .nameless: title = "The token names nobody"
                case .unsigned, .unsignedInName, .publicKeyAsSecret, .unpublishedKey, .falseKeyName, .changed,
                    .unknownExtension:
                    title = "The token is not signed"
                }
                let answer = try await provider.ask(target, cookie: cookie, language: "de")
                expectRefusal(answer, title, "\(flaw)")
                #expect(answer.text.contains(/<p>(Die Antwort|Gäste)/), "\(flaw)")
            }
            provider.simulator.use(SignInPlan())
            let (address, cookie) = try await provider.begin()
            let target = try await provider.choose(provider.world.administrator.text, at: address)
            #expect(try await provider.ask(target, cookie: cookie).status == 200)
        }
    }

    @Test func `needs the application's role where one is asked for`() async throws {
        try await ProviderWorld.with(role: "Rapport.User") { provider in
            for (roles, status) in [([], 403), (["Rapport.Users"], 403), (["Other", "Rapport.User"], 200)] {
                var plan = SignInPlan()
                plan.roles = roles
                provider.simulator.use(plan)
                let (address, cookie) = try await provider.begin()
                let target = try await provider.choose(provider.world.seller.text, at: address)
                #expect(try await provider.ask(target, cookie: cookie).status == status)
            }
        }
    }

    @Test func `says in the page's language who was not let in, and why`() async throws {
        try await ProviderWorld.with(stranger: \.otherSeller) { provider in
            let (address, cookie) = try await provider.begin()
            let declined = try await provider.choose(nil, at: address)
            let answer = try await provider.ask(declined, cookie: cookie, language: "de")
            expectRefusal(answer, "Microsoft Entra hat Sie nicht angemeldet.", "declined")
            #expect(answer.text.contains("<span lang=\"en\">Microsoft Entra did not sign you in."))
            // In the tenant, and not in the directory.
            let (again, next) = try await provider.begin()
            let target = try await provider.choose(provider.world.otherSeller.text, at: again)
            expectRefusal(try await provider.ask(target, cookie: next), "You are not in the directory", "stranger")
        }
    }

    @Test func `says so while the provider cannot be reached, and works with links alone without one`() async throws {
        try await ProviderWorld.with { provider in
            await provider.simulator.stop()
            let answer = try await provider.ask("/sign-in", language: "de")
            #expect(answer.status == 502)
            #expect(answer.text.contains("Ein Dienst ist gerade nicht erreichbar."))
            #expect(answer.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true)
        }
        let client = try ConsoleClient(try await ConsoleWorld.shared().engine)
        #expect(try await client.get("/sign-in").status == 404)
        #expect(try await client.get("/login").text.contains("/sign-in") == false)
    }
}
