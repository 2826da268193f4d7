import Connector
import ConnectorTesting
import Engine
import ExchangeSimulator
import Foundation
import Interactions
import Pipeline
import SQLiteStore
import Settings
import Testing

/// What nobody decided is not removed beyond a third, neither of the mailboxes nor of the interactions.
struct RemovalBrakeTests {
    private static let seconds = Int(Date().timeIntervalSince1970)

    private static func settings(
        _ world: World,
        _ name: String,
        sharing other: RapportSettings? = nil,
        change: (inout [String: Any]) -> Void = { _ in }
    ) async throws -> RapportSettings {
        let path = try world.configuration(name) { settings in
            if let other { settings["dataDirectory"] = other.dataDirectory }
            change(&settings)
        }
        return try await RapportSettings.load(path, environment: [:])
    }

    private static func emails(_ settings: RapportSettings) async throws -> Int {
        try await SQLiteInteractionStore(directory: settings.dataDirectory, tenant: "test").counts().emails
    }

    private static func count(_ settings: RapportSettings) async throws -> Int {
        try await SQLiteInteractionStore(directory: settings.dataDirectory, tenant: "test").counts().interactions
    }

    @Test func `An expiry of more than a third stops with the counts, and goes on if somebody says so`() async throws {
        let state = TenantGenerator(users: 2, seed: 6, itemsPerUser: 12, now: Self.seconds).generate()
        try await World.with(state, mailboxes: 2) { world in
            let long = try await Self.settings(world, "long")
            _ = try await Engine(long).sync()
            let before = try await Self.emails(long)
            let short = try await Self.settings(world, "short", sharing: long) { $0["retentionDays"] = 1 }
            let error = await #expect(throws: EngineError.self) { try await Engine(short).sync() }
            #expect(error?.code == .tooMuchRemoval)
            #expect(error?.message.contains("which is longer than they are kept") == true)
            #expect(try await Self.emails(long) == before)
            var request = Engine.SyncRequest()
            request.acceptsRemovals = true
            #expect(try await Engine(short).sync(request).commits.removed > 0)
            #expect(try await Self.emails(long) < before)
            // What is left is younger, so the next run needs no word.
            _ = try await Engine(short).sync()
        }
    }

    @Test func `What one setting refuses is no removal until somebody says so`() async throws {
        let state = TenantGenerator(users: 3, seed: 6, itemsPerUser: 6, now: Self.seconds).generate()
        try await World.with(state, mailboxes: 3) { world in
            let before = try await Self.settings(world, "before")
            _ = try await Engine(before).sync()
            let all = try await Self.count(before)
            let after = try await Self.settings(world, "after", sharing: before) {
                $0["eligibility"] = ["licenses": ["OFFICE365_E3"]]
            }
            let error = await #expect(throws: EngineError.self) { try await Engine(after).sync() }
            #expect(error?.code == .tooMuchRemoval)
            #expect(
                error?.message.hasPrefix(
                    "The configuration alone refuses 3 of 3 mailboxes: The tenant has no Dynamics 365 Sales Premium. "
                ) == true
            )
            #expect(try await Self.count(after) == all)
            var request = Engine.SyncRequest()
            request.acceptsRemovals = true
            #expect(try await Engine(after).sync(request).commits.removed == all)
        }
    }

    @Test func `Another primary address beside the old one is nobody's removal`() async throws {
        let (old, new) = ("ann@contoso.example", "ann.lee@contoso.example")
        var state = TenantState(
            id: "6f1c0a52-0000-4000-8000-000000000002",
            domains: ["contoso.example"],
            now: Self.seconds
        )
        state.add(DirectoryUser(address: old, aliases: [new], displayName: "Ann"))
        state.add(
            DirectoryUser(address: "svc@contoso.example", displayName: "svc", password: "p", mayImpersonate: true)
        )
        let box = try #require(state.mailbox(of: old))
        let inbox = try #require(state[box].number(of: .inbox))
        for number in 1...3 {
            let message = SimulatedMessage(
                subject: "Offer",
                messageID: "<\(number)@adatum.example>",
                from: state.party("zoe@adatum.example"),
                to: [state.party(old)],
                sent: Self.seconds - number * 86_400
            )
            state.deliver(state.add(message), to: inbox, of: box)
        }
        try await World.with(state, mailboxes: 1) { world in
            func users(_ name: String, _ user: [String: Any]) throws -> String {
                let list = try JSONSerialization.data(withJSONObject: ["users": [user]])
                return try world.directory.write(String(decoding: list, as: UTF8.self), to: name)
            }
            let first = try users("first.json", EligibleSettings.user(old))
            let before = try await Self.settings(world, "before") { $0["directory"] = first }
            _ = try await Engine(before).sync()
            #expect(try await Self.count(before) == 3)
            let renamed = EligibleSettings.user(new).merging(["aliases": ["smtp:\(old)"]]) { $1 }
            let second = try users("second.json", renamed)
            let after = try await Self.settings(world, "after", sharing: before) { $0["directory"] = second }
            _ = try await Engine(after).sync()
            #expect(try await Self.count(after) == 3)
        }
    }

    @Test func `A store that is missing is not replaced by an empty one unless somebody says so`() async throws {
        let state = TenantGenerator(users: 1, seed: 6, itemsPerUser: 6, now: Self.seconds).generate()
        try await World.with(state, mailboxes: 1) { world in
            let settings = try await Self.settings(world, "data")
            _ = try await Engine(settings).sync()
            let before = try await Self.count(settings)
            for name in try FileManager.default.contentsOfDirectory(atPath: settings.dataDirectory)
            where name.hasPrefix("rapport.sqlite") {
                try FileManager.default.removeItem(atPath: "\(settings.dataDirectory)/\(name)")
            }
            let error = await #expect(throws: EngineError.self) { try await Engine(settings).sync() }
            #expect(error?.code == .storeMissing)
            #expect(!FileManager.default.fileExists(atPath: "\(settings.dataDirectory)/rapport.sqlite"))
            var request = Engine.SyncRequest()
            request.acceptsNewStore = true
            _ = try await Engine(settings).sync(request)
            #expect(try await Self.count(settings) == before)
        }
    }

    @Test func `A mailbox that vanished from the file stops a run if it had more than a third of everything`()
        async throws
    {
        var state = TenantGenerator(users: 5, seed: 6, itemsPerUser: 24, now: Self.seconds).generate()
        // The first of four has most of all that is there, wherever the hour lets a daily meeting begin.
        for (place, box) in state.mailboxes.compactMap({ state.mailbox(of: $0.owner) }).enumerated() {
            for item in state[box].number(of: .calendar).map({ Array(state[box].items(in: $0)) }) ?? [] {
                state.hardDelete(item, of: box)
            }
            guard place > 0 else { continue }
            let folders = [DistinguishedFolder.inbox, .sentitems].compactMap { state[box].number(of: $0) }
            for item in folders.flatMap({ state[box].items(in: $0).dropFirst() }) { state.hardDelete(item, of: box) }
        }
        let tenant = state
        try await World.with(tenant, mailboxes: 4) { world in
            var (passed, stopped, owned) = (0, 0, [Int]())
            let settings = try await Self.settings(world, "data")
            _ = try await Engine(settings).sync()
            let store = try SQLiteInteractionStore(directory: settings.dataDirectory, tenant: "test", access: .reading)
            let all = try await store.counts().interactions
            for (index, mailbox) in world.mailboxes.enumerated() {
                let own = try await store.numbers(onlyOf: [mailbox.address]).count
                owned.append(own)
                let rest = world.mailboxes.filter { $0 != mailbox }.map { EligibleSettings.user($0.address.text) }
                let file = "\(world.directory.path)/users-\(index).json"
                try JSONSerialization.data(withJSONObject: ["users": rest]).write(to: URL(filePath: file))
                let without = try await Self.settings(world, "without-\(index)") { $0["directory"] = file }
                try FileManager.default.copyItem(atPath: settings.dataDirectory, toPath: without.dataDirectory)
                let plan = try await Engine(settings).plan(purging: mailbox)
                #expect(plan.interactions == own && plan.mailboxes == 1)
                var request = Engine.SyncRequest()
                request.mailboxes = []
                // One of four is less than a third.
                guard own * 3 > all else {
                    #expect(try await Engine(without).sync(request).commits.removed == own)
                    passed += 1
                    continue
                }
                stopped += 1
                let error = await #expect(throws: EngineError.self) { try await Engine(without).sync(request) }
                #expect(error?.code == .tooMuchRemoval)
                request.acceptsRemovals = true
                #expect(try await Engine(without).sync(request).commits.removed == own)
            }
            #expect(passed > 0 && stopped > 0, "\(owned) of \(all)")
        }
    }
}
