import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// Scores on the CRM's data alone, beside those of the same organisation with its mailboxes.
@Suite(.timeLimit(.minutes(60))) struct CRMOnlyTests {
    private typealias Object = [String: Any]

    /// A mail as the export tells it, with the contacts who take part.
    private struct Mail: Hashable {
        var direction = ""
        var at = ""
        var isInCRM = false
        /// Of a machine, to many, or private.
        var isIgnored = false
        /// By contact the roles.
        var contacts: [String: Set<Int>] = [:]
    }

    private struct Reading {
        let mails: [String: Mail]
        /// By contact, mails received and sent.
        let scores: [String: [Int]]

        /// Counted anew from the export alone.
        func counts(_ isCounted: (String, Mail) -> Bool) -> [String: [Int]] {
            var counts: [String: [Int]] = [:]
            for (id, mail) in mails where !mail.isIgnored && isCounted(id, mail) {
                guard mail.at > "2025-11-23T12:00:00Z", mail.at <= "2026-11-23T12:00:00Z" else { continue }
                for (contact, roles) in mail.contacts {
                    let place = mail.direction == "inbound" ? 0 : 1
                    guard mail.direction != "internal",
                        place == 0 ? !roles.isDisjoint(with: 1...3) : !roles.isDisjoint(with: 2...3)
                    else { continue }
                    counts[contact, default: [0, 0]][place] += 1
                }
            }
            return counts
        }
    }

    private static func objects(_ data: String) throws -> [Object] {
        try data.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? Object)
        }
    }

    private static func read(_ config: String) async throws -> Reading {
        let sync = try await RapportProgram.run(["sync", "--config", config])
        #expect(sync.status == 0, "\(sync.talk)")
        var mails: [String: Mail] = [:]
        for row in try objects(try await RapportProgram.run(["export", "--config", config]).data) {
            let id = row["interaction_id"] as? String ?? ""
            if row["kind"] as? String == "email" {
                var mail = mails[id] ?? Mail()
                mail.direction = row["direction"] as? String ?? ""
                mail.at = row["occurred_at"] as? String ?? ""
                mail.isInCRM = row["in_crm"] as? Bool == true
                mail.isIgnored = ["is_automated", "is_bulk", "is_private"].contains { row[$0] as? Bool == true }
                mails[id] = mail
            } else if let role = row["role"] as? Int, row["crm_type"] as? String == "contact",
                let contact = row["crm_id"] as? String
            {
                mails[id, default: Mail()].contacts["contact/\(contact)", default: []].insert(role)
            }
        }
        let arguments = [
            "scores", "contacts", "--at", "2026-11-23T12:00:00Z", "--output", "ndjson", "--config", config,
        ]
        let rows = try objects(try await RapportProgram.run(arguments).data)
        let scores = try rows.map { row in
            let counts = ["emails_received", "emails_sent"].map { row[$0] as? Int ?? 0 }
            return (try #require(row["record"] as? String), counts)
        }
        return Reading(
            mails: mails.filter { !$0.value.direction.isEmpty },
            scores: Dictionary(uniqueKeysWithValues: scores)
        )
    }

    @Test func `Without mailboxes, nothing is missing in scores but what mailboxes alone knew`() async throws {
        let state = TenantGenerator(users: 3, seed: Torture.seed, itemsPerUser: 150, now: 1_795_435_200).generate()
        try await World.with(state, configure: { $0.validatesRequests = false }) { world in
            let both = try await Self.read(try world.configuration("both", hasCRM: true))
            // With the same key the same mail has the same identifier.
            let folders = ["both", "alone"].map { "\(world.directory.path)/\($0)" }
            try FileManager.default.createDirectory(
                atPath: folders[1],
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
            try FileManager.default.copyItem(atPath: "\(folders[0])/identity.key", toPath: "\(folders[1])/identity.key")
            let alone = try await Self.read(
                try world.configuration("alone", hasCRM: true) { settings in
                    // Nobody's mailbox, as no role is selected.
                    var lifeCycle = settings["lifeCycle"] as? Object
                    lifeCycle?["roles"] = [String]()
                    settings["lifeCycle"] = lifeCycle
                }
            )
            #expect(alone.mails.count > 20)
            #expect(Set(alone.mails.keys) == Set(both.mails.filter(\.value.isInCRM).keys))
            for (id, mail) in alone.mails {
                guard let same = both.mails[id] else { continue }
                #expect(same.direction == mail.direction && same.at == mail.at)
                #expect(Set(same.contacts.keys).isSuperset(of: mail.contacts.keys))
                // Mailboxes have headers that the CRM has not.
                #expect(same.isIgnored || !mail.isIgnored)
            }
            let counted = both.counts { _, _ in true }
            let countedAlone = alone.counts { _, _ in true }
            for (contact, scores) in both.scores { #expect(scores == counted[contact] ?? [0, 0], "\(contact)") }
            for (contact, scores) in alone.scores { #expect(scores == countedAlone[contact] ?? [0, 0], "\(contact)") }
            // The difference, once more: what only mailboxes have, less what only they know to be nobody's.
            let tracked = both.counts { _, mail in mail.isInCRM }
            let known = alone.counts { id, _ in both.mails[id]?.isIgnored == false }
            for contact in Set(tracked.keys).union(known.keys) {
                #expect(tracked[contact] == known[contact], "\(contact)")
            }
            #expect(both.mails.values.contains { $0.isIgnored })
        }
    }
}
