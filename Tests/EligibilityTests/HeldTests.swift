import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// Facts that a service could not tell just now are no decision against anybody.
struct HeldTests {
    private static func decision(_ change: (inout UserFacts) -> Void) throws -> Decision {
        let ann = try #require(EmailAddress("ann@contoso.example").map { Mailbox(address: $0) })
        var user = EligibleTenant.user(ann)
        change(&user)
        return EligibilityPolicy(EligibilityRules())
            .decide(Facts(tenant: try EligibleTenant.tenant(), mailbox: ann, user: user))
    }

    private static func untold<Value>(_ source: FactSource) -> Fact<Value> {
        Fact(nil, source: source, observedAt: EligibleTenant.now)
    }

    @Test func `Who is refused for nothing but that is held, and not admitted`() throws {
        for source in [FactSource.graph, .dataverse] {
            let decision = try Self.decision { $0.roles = Self.untold(source) }
            #expect(decision.reasons.map(\.code) == [.rolesUnknown])
            #expect(decision.isHeld && decision.admission == nil)
            #expect(decision.reasons.allSatisfy { $0.remedy.contains("'roles' out of 'eligibility.askFor'") })
        }
        let both = try Self.decision {
            $0.roles = Self.untold(.dataverse)
            $0.account = Self.untold(.graph)
        }
        #expect(both.isHeld)
    }

    @Test func `Any other reason, or a file that does not say, is a refusal`() throws {
        #expect(try !Self.decision { $0.roles = Self.untold(.directoryFile) }.isHeld)
        #expect(try !Self.decision { _ in }.isHeld)
        let refused = try Self.decision {
            $0.roles = Self.untold(.dataverse)
            $0.hasOptedOut = EligibleTenant.told(true)
        }
        #expect(!refused.isHeld)
        let disabled = try Self.decision {
            $0.account = Fact(
                Account(kind: nil, isEnabled: false, isGuest: nil),
                source: .graph,
                observedAt: EligibleTenant.now
            )
        }
        #expect(!disabled.isHeld)
    }
}
