import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// Facts that services tell in place of the file of users.
struct LiveFactsTests {
    private struct Listing: Decodable {
        struct Mailbox: Decodable {
            struct Gate: Decodable {
                struct Evidence: Decodable {
                    let fact: String
                    let value: String?
                    let source: String
                }

                let gate: String
                let reason: String?
                let evidence: [Evidence]
            }

            let mailbox: String
            let admitted: Bool
            let gates: [Gate]

            /// Nil if the gate lets the mailbox pass.
            func reason(_ gate: String) -> String? { gates.first { $0.gate == gate }?.reason }
            func sources(_ gate: String) -> Set<String> {
                Set(gates.first { $0.gate == gate }?.evidence.map(\.source) ?? [])
            }
        }

        let mailboxes: [Mailbox]
    }

    private static let state = TenantGenerator(users: 4, seed: 3, itemsPerUser: 20, now: 1_795_435_200).generate()

    /// Rooms and shared mailboxes are disabled accounts without a role.
    private static let people = Set(state.directory.users.filter { $0.kind == .user }.map(\.address))

    /// - Parameter roles: what the file says of everybody.
    private static func configuration(
        _ world: World,
        roles: [String] = ["Salesperson", "System Administrator"],
        asking: [String]
    ) throws -> String {
        try world.configuration("live", hasCRM: true) { settings in
            let users = world.mailboxes.map { mailbox in
                var user = EligibleSettings.user(mailbox.address.text)
                user["roles"] = roles
                return user
            }
            let json = try? JSONSerialization.data(withJSONObject: ["users": users])
            let file = try? world.directory.write(
                String(decoding: json ?? Data(), as: UTF8.self),
                to: "live-users.json"
            )
            settings["directory"] = file
            settings["eligibility"] = ["askFor": asking, "licenses": ["DYN365_SALES_PREMIUM"]]
        }
    }

    private static func listing(_ configuration: String) async throws -> (Listing, talk: String) {
        let outcome = try await RapportProgram.run(["eligibility", "--config", configuration, "--output", "json"])
        #expect(outcome.status == 0, "\(outcome.talk)")
        return (try JSONDecoder().decode(Listing.self, from: Data(outcome.data.utf8)), outcome.talk)
    }

    @Test func `Roles come from Dataverse, directly and through teams, whatever the file says`() async throws {
        try await World.with(Self.state) { world in
            let configuration = try Self.configuration(world, roles: [], asking: ["roles"])
            let (listing, _) = try await Self.listing(configuration)
            #expect(listing.mailboxes.count == world.mailboxes.count)
            for mailbox in listing.mailboxes {
                #expect((mailbox.reason("securityRole") == nil) == Self.people.contains(mailbox.mailbox))
                #expect(mailbox.sources("securityRole").contains("dataverse"))
            }

            // The CRM disables somebody: no role any more, however often the file says so.
            let id = try #require(
                world.crm["systemusers"]?.rows.values.first {
                    $0.values["internalemailaddress"] == .text(world.mailboxes[1].address.text)
                }?.id
            )
            world.updateCRM { $0.put(id, ["isdisabled": .flag(true)], in: "systemusers", at: 1) }
            let other = try Self.configuration(world, asking: ["roles"])
            let (second, _) = try await Self.listing(other)
            let disabled = second.mailboxes.first { $0.mailbox == world.mailboxes[1].address.text }
            #expect(disabled?.reason("securityRole") != nil)
            #expect(disabled?.admitted == false)
        }
    }

    @Test func `Licences, accounts and locations come from Graph`() async throws {
        try await World.with(Self.state) { world in
            let moved = world.mailboxes[1].address.text
            world.tenant.update { tenant in
                tenant.dataLocations[moved] = "FRA"
                tenant.licenses = ["SPE_E5"]
            }
            let configuration = try Self.configuration(world, asking: ["licenses", "accounts"])
            let (listing, _) = try await Self.listing(configuration)
            #expect(listing.mailboxes.allSatisfy { $0.reason("license") != nil })
            #expect(listing.mailboxes.allSatisfy { $0.sources("license").contains("graph") })
            for mailbox in listing.mailboxes {
                #expect((mailbox.reason("dataLocation") == "regionSpecificDatacenter") == (mailbox.mailbox == moved))
                #expect((mailbox.reason("account") == nil) == Self.people.contains(mailbox.mailbox))
                #expect(mailbox.sources("account").contains("graph"))
            }
        }
    }

    @Test func `What a service cannot be asked is not replaced by the file`() async throws {
        try await World.with(Self.state) { world in
            let configuration = try Self.configuration(world, asking: ["licenses"])
            for command in ["eligibility", "sync", "status"] {
                let outcome = try await RapportProgram.run(
                    [command, "--config", configuration],
                    environment: ["RAPPORT_APPLICATION_SECRET": "wrong"]
                )
                #expect(outcome.status == 77, "\(command) \(outcome.talk)")
                #expect(outcome.data.isEmpty)
            }
            #expect(world.requests == 0)
        }
    }

    @Test func `A sync decides by what services say, and purges who lost a role there`() async throws {
        try await World.with(Self.state, mailboxes: 3) { world in
            let configuration = try Self.configuration(world, asking: ["roles", "accounts", "licenses"])
            let first = try await RapportProgram.run(["sync", "--config", configuration, "--output", "json"])
            #expect(first.status == 0, "\(first.talk)")
            let lost = world.mailboxes[1].address.text
            let id = try #require(
                world.crm["systemusers"]?.rows.values.first { $0.values["internalemailaddress"] == .text(lost) }?.id
            )
            world.updateCRM { $0.put(id, ["isdisabled": .flag(true)], in: "systemusers", at: 1) }
            let second = try await RapportProgram.run(["sync", "--config", configuration, "--output", "json"])
            #expect(second.status == 0, "\(second.talk)")
            #expect(second.data.contains("\"purged\":[\"\(lost)\"]"))
            #expect(second.talk.contains("what dataverse says counts"))
        }
    }

    @Test(arguments: ["accounts", "licenses"])
    func `A service that asked for a pause when it was asked for facts is left alone by every command`(
        fact: String
    ) async throws {
        try await World.with(Self.state) { world in
            let configuration = try Self.configuration(world, asking: [fact])
            #expect(try await RapportProgram.run(["sync", "--config", configuration]).status == 0)
            let path = fact == "accounts" ? "/users" : "/subscribedskus"
            world.use(WebFaultPlan([.init(.throttled(retryAfter: "900"), path: path)]))
            let first = try await RapportProgram.run(["sync", "--config", configuration])
            #expect(first.status == 75 && first.talk.contains("It is not to be asked before 20"), "\(first.talk)")
            let asked = world.webStatistics.requests
            for command in ["sync", "eligibility"] {
                let again = try await RapportProgram.run([command, "--config", configuration])
                #expect(again.status == 75 && again.talk.contains("It is not to be asked before 20"), "\(again.talk)")
            }
            #expect(world.webStatistics.requests == asked)
        }
    }

    private static let outer = "0a1b2c3d-0000-4000-8000-000000000001"
    private static let inner = "0a1b2c3d-0000-4000-8000-000000000002"

    private static func configuration(_ world: World, excluding groups: [String], asking: [String]) throws -> String {
        try world.configuration("live", hasCRM: true) { settings in
            settings["eligibility"] = [
                "askFor": asking, "licenses": ["DYN365_SALES_PREMIUM"], "excludedGroups": groups,
            ]
        }
    }

    @Test func `Kinds of mailboxes come from Graph, whatever the file says`() async throws {
        try await World.with(Self.state) { world in
            let configuration = try Self.configuration(world, excluding: [], asking: ["mailboxKinds"])
            let (listing, _) = try await Self.listing(configuration)
            let kinds = Dictionary(uniqueKeysWithValues: Self.state.directory.users.map { ($0.address, $0.kind) })
            for mailbox in listing.mailboxes {
                let expected: [DirectoryUser.Kind: String] = [
                    .shared: "sharedMailbox", .room: "roomMailbox", .equipment: "equipmentMailbox",
                ]
                #expect(mailbox.reason("account") == kinds[mailbox.mailbox].flatMap { expected[$0] })
                #expect(mailbox.sources("account").contains("graph"))
            }
            #expect(listing.mailboxes.contains { $0.reason("account") != nil })
        }
    }

    @Test func `Who is in an excluded group, or in a group in it, is excluded; a group that is gone ends the command`()
        async throws
    {
        try await World.with(Self.state) { world in
            let (direct, nested) = (world.mailboxes[0].address.text, world.mailboxes[1].address.text)
            // The groups hold each other, which must not go on for ever.
            world.tenant.update { tenant in
                tenant.groups = [Self.outer: [direct, Self.inner], Self.inner: [nested, Self.outer]]
            }
            let configuration = try Self.configuration(world, excluding: [Self.outer], asking: ["groups"])
            let (listing, _) = try await Self.listing(configuration)
            for mailbox in listing.mailboxes {
                let isMember = [direct, nested].contains(mailbox.mailbox)
                #expect((mailbox.reason("exclusion") == "excludedGroup") == isMember)
                #expect(mailbox.sources("exclusion").contains("graph"))
            }
            world.tenant.update { $0.groups = [:] }
            let gone = try await RapportProgram.run(["eligibility", "--config", configuration])
            #expect(gone.status != 0)
            #expect(gone.data.isEmpty)
            let named = try Self.configuration(world, excluding: ["Directors"], asking: ["groups"])
            let refused = try await RapportProgram.run(["eligibility", "--config", named])
            #expect(refused.status == 78)
            #expect(refused.talk.contains("'eligibility.excludedGroups' must be a list of object ids"))
        }
    }
}
