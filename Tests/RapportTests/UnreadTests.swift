import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// What `sync`, `status` and `--fail-if-older` say of what could not be read.
struct UnreadTests {
    private typealias Object = [String: Any]

    private static let tenant = TenantGenerator(users: 6, seed: 5, itemsPerUser: 20, now: 1_795_435_200).generate()

    private static func unread(_ config: String) async throws -> [Object] {
        let outcome = try await RapportProgram.run(["status", "--config", config, "--output", "json"])
        #expect(outcome.status == 0, "\(outcome.talk)")
        let status = try #require(try JSONSerialization.jsonObject(with: Data(outcome.data.utf8)) as? Object)
        return try #require(status["unread"] as? [Object])
    }

    private static func isLate(_ config: String, than limit: String) async throws -> Bool {
        let outcome = try await RapportProgram.run(["status", "--config", config, "--fail-if-older", limit])
        #expect(outcome.status == 0 || outcome.talk.contains("'rapport status' says of whom, why and what to do."))
        return outcome.status == 1
    }

    @Test func `A mailbox that is refused is named with its reason until it is read, and is late at once`() async throws
    {
        try await World.with(Self.tenant) { world in
            let config = try world.configuration("data")
            let owner = world.mailboxes[1].address.text
            world.use(
                FaultPlan([.init(.failing(code: "ErrorNonExistentMailbox"), mailbox: .one(owner), count: .max / 2)])
            )
            #expect(try await RapportProgram.run(["sync", "--config", config]).status == 2)
            let rows = try await Self.unread(config)
            #expect(rows.count == 1)
            #expect(rows.first?["owner"] as? String == owner && rows.first?["part"] as? String == "mailbox")
            #expect(rows.first?["code"] as? String == "noMailbox" && rows.first?["read_at"] == nil)
            let since = rows.first?["since"] as? String
            #expect(try await Self.isLate(config, than: "2h"))
            let table = try await RapportProgram.run(["status", "--config", config]).data
            #expect(table.contains("What could not be read:") && table.contains(owner) && table.contains("1 failing"))

            // Another run changes nothing about since when.
            _ = try await RapportProgram.run(["sync", "--config", config])
            #expect(try await Self.unread(config).first?["since"] as? String == since)
            world.use(FaultPlan())
            #expect(try await RapportProgram.run(["sync", "--config", config]).status == 0)
            #expect(try await Self.unread(config).isEmpty)
            #expect(try await !Self.isLate(config, than: "2h"))
            #expect(try await !RapportProgram.run(["status", "--config", config]).data.contains("could not be read"))
        }
    }

    @Test func `Folders and items that cannot be read are named, and only what is whole counts as late`() async throws {
        try await World.with(Self.tenant) { world in
            let config = try world.configuration("data")
            world.use(FaultPlan(traps: [.init(.corrupt, count: 1)]))
            let sync = try await RapportProgram.run(["sync", "--config", config])
            #expect(sync.status == 2, "\(sync.data)")
            let rows = try await Self.unread(config)
            #expect(!rows.isEmpty)
            #expect(rows.allSatisfy { ($0["items"] as? Int ?? 0) > 0 && $0["folder"] is String })
            // Known since just now, and single items are not late.
            #expect(try await !Self.isLate(config, than: "2h"))
        }
    }

    @Test func `Equal reasons are said once, and each mailbox is shown on request`() async throws {
        try await World.with(Self.tenant) { world in
            let config = try world.configuration("data")
            let owners = world.mailboxes.map(\.address.text)
            world.use(
                FaultPlan(
                    owners.dropFirst().map {
                        .init(.failing(code: "ErrorNonExistentMailbox"), mailbox: .one($0), count: .max / 2)
                    }
                )
            )
            let sync = try await RapportProgram.run(["sync", "--config", config])
            #expect(sync.status == 2)
            for command in [["sync"], ["status"]] {
                let short = try await RapportProgram.run(command + ["--config", config]).data
                #expect(short.contains(" and \(owners.count - 2) others"), "\(short)")
                #expect(owners.dropFirst().count { short.contains($0) } == 1, "\(short)")
                let long = try await RapportProgram.run(command + ["--all", "--config", config]).data
                for owner in owners.dropFirst() { #expect(long.contains(owner), "\(long)") }
            }
            let dry = try await RapportProgram.run(["eligibility", "--config", config]).data
            #expect(dry.contains("\(owners[0]) and \(owners.count - 1) others"))
            let all = try await RapportProgram.run(["eligibility", "--all", "--config", config]).data
            #expect(owners.allSatisfy { all.contains($0) })
        }
    }

    @Test func `Who may not be read any more is not late`() async throws {
        try await World.with(Self.tenant) { world in
            let config = try world.configuration("data")
            let owner = world.mailboxes[1].address.text
            world.use(
                FaultPlan([.init(.failing(code: "ErrorNonExistentMailbox"), mailbox: .one(owner), count: .max / 2)])
            )
            _ = try await RapportProgram.run(["sync", "--config", config])
            #expect(try await Self.isLate(config, than: "1d"))
            let fewer = try world.configuration("data") { $0["mailboxes"] = [world.mailboxes[0].address.text] }
            _ = try await RapportProgram.run(["sync", "--accept-removals", "--config", fewer])
            #expect(try await !Self.isLate(fewer, than: "1d"))
            #expect(try await Self.unread(fewer).isEmpty)
        }
    }
}
