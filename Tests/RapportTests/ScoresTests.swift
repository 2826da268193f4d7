import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// The commands that show relationships, over a store that was filled from a simulated organisation.
struct ScoresTests {
    private typealias Object = [String: Any]

    private static func objects(_ data: String) throws -> [Object] {
        try data.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? Object)
        }
    }

    private static func tenant() -> TenantState {
        TenantGenerator(users: 4, seed: 9, itemsPerUser: 200, now: 1_795_435_200).generate()
    }

    private static let at = ["--at", "2026-11-23T12:00:00Z", "--output", "ndjson"]

    private func run(_ arguments: String..., config: String, clock: [String] = at) async throws
        -> RapportProgram.Outcome
    {
        try await RapportProgram.run(arguments + ["--config", config] + clock)
    }

    private func synced(_ config: String) async throws {
        let sync = try await RapportProgram.run(["sync", "--config", config])
        #expect(sync.status == 0, "\(sync.talk)")
    }

    @Test func `scores count what the export holds, and introductions follow the settings`() async throws {
        try await World.with(Self.tenant()) { world in
            let config = try world.configuration("data", hasCRM: true)
            try await synced(config)
            let contacts = try Self.objects(try await run("scores", "contacts", config: config).data)
            #expect(contacts.count > 10)
            let export = try Self.objects(try await RapportProgram.run(["export", "--config", config]).data)
            // Counted anew from the export alone.
            var received: [String: Set<String>] = [:]
            let mails = export.filter { item in
                item["kind"] as? String == "email" && item["direction"] as? String == "inbound"
                    && item["is_automated"] as? Bool == false && item["is_bulk"] as? Bool == false
                    && (item["occurred_at"] as? String).map {
                        $0 > "2025-11-23T12:00:00" && $0 <= "2026-11-23T12:00:00Z"
                    }
                        == true
            }
            let ids = Set(mails.compactMap { $0["interaction_id"] as? String })
            for party in export {
                guard let role = party["role"] as? Int, (1...3).contains(role),
                    party["is_internal"] as? Bool == false,
                    party["crm_type"] as? String == "contact",
                    let contact = party["crm_id"] as? String, let id = party["interaction_id"] as? String,
                    ids.contains(id)
                else { continue }
                received["contact/\(contact)", default: []].insert(id)
            }
            var compared = 0
            for contact in contacts {
                let reference = try #require(contact["record"] as? String)
                #expect(contact["emails_received"] as? Int == received[reference]?.count ?? 0)
                compared += received[reference]?.count ?? 0
            }
            #expect(compared > 30)

            let all = try Self.objects(try await run("scores", config: config).data)
            #expect(Set(all.compactMap { ($0["record"] as? String)?.split(separator: "/").first }).count >= 3)
            #expect(try await run("scores", config: config).data == (try await run("scores", config: config).data))
            try await checkIntroductions(world, config, contacts)
            try await checkTables(world, config)
        }
    }

    private func checkIntroductions(_ world: World, _ config: String, _ contacts: [Object]) async throws {
        // The one who is in touch most surely has an introducer.
        let best = try #require(contacts.max { weight($0) < weight($1) })
        let reference = try #require(best["record"] as? String)
        let found = try Self.objects(try await run("introductions", reference, "--explain", config: config).data)
        let first = try #require(found.first)
        let address = try #require(first["address"] as? String)
        #expect(world.mailboxes.map(\.address.text).contains(address))
        #expect(first["two_way"] as? Bool == true)
        let behind = try #require(first["interactions"] as? [Object])
        let counted = ["emails", "meetings", "calls"].compactMap { first[$0] as? Int }.reduce(0, +)
        #expect(behind.count == counted)

        let hidden = try world.configuration("data", hasCRM: true) { $0["introductions"] = ["hidden": [address]] }
        let others = try Self.objects(try await run("introductions", reference, config: hidden).data)
        #expect(!others.contains { $0["address"] as? String == address })
        #expect(others.count >= found.count - 1)

        let excluded = try world.configuration("data", hasCRM: true) { settings in
            settings["mailboxes"] = world.mailboxes.map(\.address.text).filter { $0 != address }
        }
        let admitted = try Self.objects(try await run("introductions", reference, config: excluded).data)
        #expect(admitted.count == others.count)
        #expect(!admitted.contains { $0["address"] as? String == address })

        let name = try #require(best["name"] as? String)
        let request = try await RapportProgram.run(
            ["introductions", reference, "--config", config, "--request", "--at", "2026-11-23T12:00:00Z"]
        )
        #expect(request.data.contains("Could you introduce me to \(name)?"))
        let document = try await run(
            "introductions",
            reference,
            "--request",
            config: config,
            clock: [Self.at[0], Self.at[1], "--output", "json"]
        )
        #expect((try Self.objects(document.data).first?["request"] as? String)?.contains(name) == true)
        let german = try world.configuration("data", hasCRM: true) { $0["introductions"] = ["language": "german"] }
        let anfrage = try await RapportProgram.run(
            ["introductions", reference, "--config", german, "--request", "--at", "2026-11-23T12:00:00Z"]
        )
        #expect(anfrage.data.contains("Kannst Du mich \(name) vorstellen?"))

        let health = try Self.objects(try await run("health", reference, "--explain", config: config).data)
        let explanation = try #require(health.first?["explanation"] as? Object)
        let terms = try #require(explanation["terms"] as? [Object]).compactMap { $0["points"] as? Int }
        let row = try #require(health.first?["relationship"] as? Object)
        #expect(terms.count == 5)
        #expect(terms.reduce(0, +) / 1_000_000 == row["health"] as? Int)
        #expect(row["record"] as? String == reference)
        #expect(row["scoring_version"] as? Int == 7)
        try await checkAttention(config)
        try await checkSearch(config, name, reference)
    }

    /// The list is in the order of attention, and each reason is true.
    private func checkAttention(_ config: String) async throws {
        let rows = try Self.objects(try await run("scores", config: config).data)
        let points = rows.compactMap { $0["attention"] as? Int }
        #expect(points.count == rows.count)
        #expect(points == points.sorted(by: >))
        for row in rows.prefix(10) where row["attention"] as? Int ?? 0 > 0 {
            let reason = try #require(row["reason"] as? String)
            let waiting = try #require(row["waiting"] as? Int)
            if reason.hasPrefix("they wrote") {
                #expect(waiting > 0)
                #expect(reason.contains(waiting == 1 ? "once" : "\(waiting) times"))
            } else if reason.hasPrefix("usual rhythm") {
                let days = try #require(row["interval_days"] as? Int)
                // The interval has bounds; what is said is the gap itself.
                #expect(reason.hasPrefix("usual rhythm \(days) day") || days == 3)
            } else if reason.hasPrefix("silent for") {
                #expect(reason.contains("expected every \(try #require(row["interval_days"] as? Int)) day"))
            } else if reason.hasPrefix("health fell") {
                #expect(row["trend"] as? String == "declining")
                #expect(reason.contains("to \(try #require(row["health"] as? Int)), "))
            } else if reason.contains("close") || reason.contains("nobody involved") {
                #expect((row["record"] as? String)?.hasPrefix("opportunity/") == true)
                #expect(reason.contains("no meeting planned") || reason.contains("no meeting about it planned"))
                #expect(!reason.contains("only one known contact") || row["people_outside"] as? Int == 1)
                guard let text = row["close_date"] as? String else { continue }
                let day = try #require(CivilDate(iso8601: text))
                #expect(reason.contains(" \(day.day) ") && reason.contains("close"))
            } else {
                #expect(row["state"] as? String == "poor")
            }
        }
        #expect(rows.allSatisfy { ($0["attention"] as? Int == 0) == ($0["reason"] as? String == nil) })
    }

    /// A record is found by what people type, several are listed, and a typing error is told what is near.
    private func checkSearch(_ config: String, _ name: String, _ reference: String) async throws {
        let typed = try await run("health", name.uppercased(), config: config)
        #expect(typed.status == 0 ? typed.data.contains(reference) : typed.talk.contains(reference), "\(typed.talk)")
        let shown = try await RapportProgram.run(["health", reference, "--config", config, Self.at[0], Self.at[1]])
        #expect(shown.data.contains("stands on"), "\(shown.data)\(shown.talk)")
        let wrong = try await run("health", String(name.dropLast()) + "qz", config: config)
        #expect(wrong.status == 64)
        #expect(wrong.talk.contains("Did you mean"), "\(wrong.talk)")
        let several = try await run("health", "example", config: config)
        #expect(several.status == 64)
        #expect(several.talk.contains("are meant; name one"))
    }

    private func weight(_ row: Object) -> Int {
        ["emails_sent", "emails_received", "meetings_sent", "meetings_received"].compactMap { row[$0] as? Int }.reduce(
            0,
            +
        )
    }

    private func checkTables(_ world: World, _ config: String) async throws {
        let path = "\(world.directory.path)/tables"
        let written = try await run("scores", "--tables", path, config: config)
        #expect(written.status == 0, "\(written.talk)")
        let names = Set(try FileManager.default.contentsOfDirectory(atPath: path))
        #expect(names.isSuperset(of: ["interaction.csv", "participant.csv", "sqlite", "spark"]))
        let texts = try FileManager.default.contentsOfDirectory(atPath: "\(path)/spark")
        #expect(Set(texts).isSuperset(of: ["tables.sql", "attribution.sql", "health.sql"]))
        let files = names.filter { $0.hasSuffix(".csv") } + texts.map { "spark/\($0)" }
        let everything = try files.map { try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8) }.joined()
        #expect(everything.contains("interaction,person,role,internal,accepts\n"))
        #expect(!everything.contains("@"))
        let again = try await run("scores", "--tables", path, config: config)
        #expect(again.status == 73)
    }

    @Test func `without any admitted mailbox scores stand on the CRM alone, and say so`() async throws {
        try await World.with(Self.tenant()) { world in
            let config = try world.configuration("alone", hasCRM: true) { settings in
                // Nobody's Exchange data, as no role is selected.
                var lifeCycle = settings["lifeCycle"] as? Object
                lifeCycle?["roles"] = [String]()
                settings["lifeCycle"] = lifeCycle
            }
            try await synced(config)
            let rows = try Self.objects(try await run("scores", config: config).data)
            #expect(rows.allSatisfy { $0["basis"] as? String == "crm" })
            #expect(rows.contains { ($0["calls_made"] as? Int ?? 0) > 0 })
            // Answers are known from mailboxes only.
            #expect(rows.allSatisfy { $0["asked_by_us"] as? Int == 0 && $0["asked_by_them"] as? Int == 0 })
            let contacts = rows.filter { ($0["record"] as? String)?.hasPrefix("contact/") == true }
            var introducers = 0
            for contact in contacts.sorted(by: { weight($0) > weight($1) }).prefix(5) {
                let found = try Self.objects(
                    try await run("introductions", try #require(contact["record"] as? String), config: config).data
                )
                introducers += found.count
                #expect(found.allSatisfy { $0["calls"] as? Int == 0 })
            }
            #expect(introducers > 0)
        }
    }

    @Test func `who is blocked, unknown or meant twice is no target, and a feature that is off answers nothing`()
        async throws
    {
        try await World.with(Self.tenant()) { world in
            let config = try world.configuration("data", hasCRM: true) { settings in
                settings["introductions"] = ["blocked": ["adatum.example", "zoe@proseware.example"]]
            }
            try await synced(config)
            #expect(try await run("introductions", "adatum.example", config: config).status == 77)
            #expect(try await run("introductions", "zoe@proseware.example", config: config).status == 77)
            #expect(try await run("introductions", "nobody at all", config: config).status == 64)
            #expect(try await run("health", "nobody at all", config: config).status == 64)
            #expect(try await run("scores", config: config, clock: ["--at", "tomorrow"]).status == 64)
            #expect(try await run("scores", "--limit=-1", config: config).status == 64)
            let administrator = world.mailboxes[0].address.text
            let disabled = try await RapportProgram.run(
                ["disable", "--as", administrator, "--yes", "--config", config]
            )
            #expect(disabled.status == 0, "\(disabled.talk)")
            let refused = try await run("introductions", "proseware.example", config: config)
            #expect(refused.status == 77, "\(refused.talk)")
            #expect(refused.talk.contains("Who knows whom is off"))
            #expect(try await run("scores", config: config).status == 77)
        }
    }

    @Test func `a preview says how many records each grade would have`() async throws {
        try await World.with(Self.tenant()) { world in
            let config = try world.configuration("data", hasCRM: true)
            try await synced(config)
            func shares(_ good: Int, _ fair: Int) async throws -> [Int] {
                try Self.objects(
                    try await run(
                        "scores",
                        "--preview-good",
                        "\(good)",
                        "--preview-fair",
                        "\(fair)",
                        config: config
                    ).data
                ).compactMap { $0["records"] as? Int }
            }
            let rows = try Self.objects(try await run("scores", config: config).data)
            let scores = rows.compactMap { $0["health"] as? Int }
            #expect(
                try await shares(80, 20) == [
                    scores.count { $0 >= 80 }, scores.count { (20..<80).contains($0) }, scores.count { $0 < 20 },
                ]
            )
            #expect(
                try await run("scores", "--preview-good", "10", "--preview-fair", "20", config: config).status == 64
            )
        }
    }
}
