import ConnectorTesting
import Engine
import ExchangeSimulator
import Foundation
import HTTPTypes
import Interactions
import Testing

@testable import Console

/// What sellers see where the CRM itself is asked for it.
@Suite struct `A seller's sight` {
    private func records(_ client: ConsoleClient, of viewer: EmailAddress) async throws -> Set<String> {
        let headers = ["Authorization": "Bearer \(try await bearer(client, viewer))"]
        let answer = try await client.ask(
            .get,
            "/api/v1/scores?limit=1000",
            headers: headers,
            host: String(ProviderWorld.origin.dropFirst(8))
        )
        let rows = try #require(try answer.json() as? [[String: Any]], "\(answer.text)")
        return Set(rows.compactMap { $0["record"] as? String })
    }

    private func bearer(_ client: ConsoleClient, _ viewer: EmailAddress) async throws -> String {
        let token = try #require(client.console.sessions.begin(for: viewer))
        return token
    }

    @Test func `is what the CRM shows them: their own, their teams', and what is shared with them`() async throws {
        let world = try await ConsoleWorld.shared()
        let plain = try ConsoleClient(world.engine) { $0.origin = ProviderWorld.origin }
        let owned = try await records(plain, of: world.seller)
        let others = try await records(plain, of: world.otherSeller)
        let shared = try #require(others.subtracting(owned).sorted().first { $0.hasPrefix("contact/") })
        try await ProviderWorld.with(asksCRM: true) { provider in
            let users = try #require(provider.simulator.crmState["systemusers"]?.rows.values)
            let user = try #require(users.first { $0.values["internalemailaddress"] == .text(world.seller.text) })
            provider.simulator.updateCRM { $0.shared[user.id] = [String(shared.dropFirst(8))] }
            let seen = try await records(provider.client, of: world.seller)
            #expect(seen == owned.union([shared]))
            // It is kept for some minutes.
            provider.simulator.updateCRM { $0.shared = [:] }
            #expect(try await records(provider.client, of: world.seller) == seen)
            let all = try await records(provider.client, of: world.administrator)
            #expect(all.isStrictSuperset(of: seen))
        }
    }

    @Test func `is nothing while the CRM does not say`() async throws {
        try await ProviderWorld.with(asksCRM: true) { provider in
            let token = try await bearer(provider.client, provider.world.seller)
            func ask() async throws -> ConsoleClient.Answer {
                try await provider.client.ask(
                    .get,
                    "/api/v1/scores",
                    headers: ["Authorization": "Bearer \(token)"],
                    host: String(ProviderWorld.origin.dropFirst(8))
                )
            }
            provider.simulator.updateCRM { $0.mayImpersonate = false }
            let refused = try await ask()
            #expect(refused.status == 502 && refused.text.contains("prvActOnBehalfOfAnotherUser"))
            provider.simulator.updateCRM { $0.mayImpersonate = true }
            #expect(try await ask().status == 200)
            await provider.simulator.stop()
            // The administrator's sight needs nobody.
            let other = try await bearer(provider.client, provider.world.otherSeller)
            let answer = try await provider.client.ask(
                .get,
                "/api/v1/scores",
                headers: ["Authorization": "Bearer \(other)"],
                host: String(ProviderWorld.origin.dropFirst(8))
            )
            #expect(answer.status == 502)
            #expect(!(try await records(provider.client, of: provider.world.administrator)).isEmpty)
        }
    }
}
