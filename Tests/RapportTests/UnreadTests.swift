import ConnectorTesting
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

    @Test func `Who may be read and never was is late, before the first sync and after`() async throws {
        try await World.with(Self.tenant) { world in
            let one = try world.configuration("data") { $0["mailboxes"] = [world.mailboxes[0].address.text] }
            let never = try await RapportProgram.run(["status", "--config", one, "--fail-if-older", "2h"])
            #expect(never.status == 1 && never.talk.contains("1 of 1 were never read to the end"), "\(never.talk)")
            #expect(try await RapportProgram.run(["sync", "--config", one]).status == 0)
            let fresh = try await RapportProgram.run(["status", "--config", one, "--fail-if-older", "2h"])
            #expect(fresh.status == 0, "\(fresh.talk)")
            #expect(try await RapportProgram.run(["--config", one]).data.contains("everybody was read"))

            let two = try world.configuration("data") {
                $0["mailboxes"] = world.mailboxes.prefix(2).map(\.address.text)
            }
            let other = try await RapportProgram.run(["status", "--config", two, "--fail-if-older", "2h"])
            #expect(other.status == 1 && other.talk.contains("1 of 2 were never read to the end"), "\(other.talk)")
            let standing = try await RapportProgram.run(["--config", two]).data
            #expect(standing.contains("1 may be read, and nothing was read of them yet."), "\(standing)")
            #expect(try await RapportProgram.run(["sync", "--config", two]).status == 0)
            #expect(try await !Self.isLate(two, than: "2h"))
        }
    }

    @Test func `A store that is lost is late and told, and so is one of which nobody knows when it was read`()
        async throws
    {
        try await World.with(Self.tenant) { world in
            let config = try world.configuration("data")
            #expect(try await RapportProgram.run(["sync", "--config", config]).status == 0)
            let data = world.directory.path + "/data"
            try FileManager.default.removeItem(atPath: data + "/rounds.json")
            #expect(try await RapportProgram.run(["status", "--config", config, "--fail-if-older", "2h"]).status == 1)
            let standing = try await RapportProgram.run(["--config", config]).data
            #expect(standing.contains("it is not known when anybody was read"), "\(standing)")
            #expect(try await RapportProgram.run(["sync", "--config", config]).status == 0)
            #expect(try await !Self.isLate(config, than: "2h"))

            for name in try FileManager.default.contentsOfDirectory(atPath: data) where name.hasPrefix("rapport.sqlite")
            {
                try FileManager.default.removeItem(atPath: data + "/" + name)
            }
            let status = try await RapportProgram.run(["status", "--config", config, "--fail-if-older", "2h"])
            #expect(status.status == 1, "\(status.talk)")
            #expect(
                status.talk.contains("nothing is stored there any more. Restore it from a backup"),
                "\(status.talk)"
            )
            #expect(try await RapportProgram.run(["--config", config]).data.contains("rapport sync --new-store"))
        }
    }
}
