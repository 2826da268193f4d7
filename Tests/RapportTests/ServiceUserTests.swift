import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// Users whom services name, without a file or with one that only adds to it.
struct ServiceUserTests {
    private static let state = TenantGenerator(users: 3, seed: 3, itemsPerUser: 10, now: 1_795_435_200).generate()
    private static let people = Set(state.directory.users.filter { $0.kind == .user }.map(\.address))

    private struct Listing: Decodable {
        struct Mailbox: Decodable {
            let mailbox: String
            let admitted: Bool
        }

        let mailboxes: [Mailbox]
    }

    private func configuration(_ world: World, file: String?) throws -> String {
        try world.configuration("services", hasCRM: true) { settings in
            settings["directory"] = file
            settings["eligibility"] = ["askFor": ["users", "mailboxKinds", "licenses"], "location": "EUR"]
        }
    }

    @Test func `A file is imported once, and says what services say`() async throws {
        try await World.with(Self.state) { world in
            let path = world.directory.path + "/imported.csv"
            let configuration = try configuration(world, file: nil)
            let arguments = ["directory", "import", "--config", configuration, "--to", path]
            let outcome = try await RapportProgram.run(arguments)
            #expect(outcome.status == 0, "\(outcome.talk)")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            for address in Self.people { #expect(text.contains("\(address),"), "\(address)") }
            #expect(text.hasPrefix("email,aliases,enabled,guest,kind,location,roles,teamRoles,optOut\n"))
            #expect(text.contains("Salesperson"))
            // Nobody was asked who opted out.
            #expect(text.split(separator: "\n").dropFirst().allSatisfy { $0.hasSuffix(",") })
            #expect(try await RapportProgram.run(arguments).status == 73)
        }
    }

    @Test func `Without a file's row, the CRM's users are decided on, with the accounts of the tenant`() async throws {
        try await World.with(Self.state) { world in
            // Only who is an administrator comes from a file: no service is asked for that.
            let administrator = try #require(world.mailboxes.first).address.text
            let file = try world.directory.write(
                "email,roles,administratorRoles\n\(administrator),System Administrator,Global Administrator\n",
                to: "administrators.csv"
            )
            let path = try configuration(world, file: file)
            let outcome = try await RapportProgram.run(["eligibility", "--config", path, "--output", "json"])
            #expect(outcome.status == 0, "\(outcome.talk)")
            let listing = try JSONDecoder().decode(Listing.self, from: Data(outcome.data.utf8))
            #expect(Set(listing.mailboxes.map(\.mailbox)).isSuperset(of: Self.people))
            #expect(Set(listing.mailboxes.filter(\.admitted).map(\.mailbox)) == Self.people)
        }
    }

    @Test func `Without a file and without services, the configuration says what is missing`() async throws {
        try await World.with(Self.state) { world in
            let path = try world.configuration("nothing") { $0["directory"] = nil }
            let outcome = try await RapportProgram.run(["status", "--config", path])
            #expect(outcome.status == 78)
            #expect(
                outcome.talk.contains("'directory' must be given, here or as RAPPORT_DIRECTORY: the path of a file.")
            )
        }
    }
}
