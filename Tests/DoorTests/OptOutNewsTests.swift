import Interactions
import Testing

@testable import Engine

/// Who follows results learns that somebody left them.
struct OptOutNewsTests {
    @Test func `Each opt-out, and each one that is taken back, is news to whoever follows`() async throws {
        try await InstalledTenant.with { installed in
            let engine = installed.engine
            _ = try await engine.sync()
            let person = try await InstalledTenant.outsider(engine)
            let log = try #require(try engine.installation.existingLog())
            var seen = [try log.content().standing]
            for isOut in [true, false, true] {
                #expect(try await !engine.optOut(person, isOut).isAlreadySo)
                seen.append(try log.content().standing)
            }
            #expect(Set(seen).count == 4)
            #expect(try await engine.optOut(person, true).isAlreadySo)
            #expect(try log.content().standing == seen.last)
        }
    }
}
