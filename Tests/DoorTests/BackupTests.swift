import Connector
import ConnectorTesting
import Engine
import Foundation
import Interactions
import Pipeline
import Settings
import Testing

/// An installation in one file and back, by the engine alone.
struct BackupTests {
    @Test func `What is restored is the same, under another epoch`() async throws {
        try await InstalledTenant.with { installed in
            let engine = installed.engine
            _ = try await engine.sync()
            let before = try await InstalledTenant.interactions(engine)
            let file = installed.directory.path + "/backup"
            try engine.backUp(to: file)
            #expect(throws: (any Error).self) { try engine.backUp(to: file) }
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            // A data directory that was lost.
            try FileManager.default.removeItem(atPath: engine.installation.directory)
            let again = Engine(engine.settings)
            let restored = try await again.restore(from: file)
            #expect(!restored.keptLog)
            #expect(try await InstalledTenant.interactions(again) == before)
            #expect(try again.verifyLog() != nil)
            // The next run goes on where the backup was.
            #expect(try await again.sync().commits.added == 0)
            #expect(try await again.rebuild().problems.isEmpty)
            #expect(try await InstalledTenant.interactions(again) == before)
        }
    }

    @Test func `Who was erased after the backup does not come back with it`() async throws {
        try await InstalledTenant.with { installed in
            let engine = installed.engine
            _ = try await engine.sync()
            let file = installed.directory.path + "/backup"
            try engine.backUp(to: file)
            let person = try #require(
                try await InstalledTenant.interactions(engine).lazy.flatMap(\.participants).first { !$0.isInternal }?
                    .address
            )
            let mailbox = try #require(engine.settings.mailboxes?.first ?? installed.mailboxes.first)
            _ = try await engine.erase(person)
            _ = try await engine.purge(mailbox)
            let restored = try await engine.restore(from: file)
            #expect(restored.keptLog)
            #expect(restored.removed.removed + restored.removed.changed > 0)
            for interaction in try await InstalledTenant.interactions(engine) {
                #expect(!interaction.participants.contains { $0.address == person })
            }
            #expect(try await engine.plan(purging: mailbox).isEmpty)
            // Nor by what is read afterwards.
            _ = try await engine.sync()
            #expect(try await engine.plan(erasing: person).isEmpty)
        }
    }

    @Test func `What is no backup, or another installation's, is refused and changes nothing`() async throws {
        try await InstalledTenant.with { installed in
            let engine = installed.engine
            _ = try await engine.sync()
            let before = try await InstalledTenant.interactions(engine)
            let other = try installed.directory.write("no database", to: "other")
            await #expect(throws: (any Error).self) { try await engine.restore(from: other) }
            await #expect(throws: (any Error).self) { try await engine.restore(from: other + "-missing") }
            await #expect(throws: (any Error).self) {
                try await engine.restore(from: engine.installation.directory + "/rapport.sqlite")
            }
            #expect(try await InstalledTenant.interactions(engine) == before)
        }
    }
}
