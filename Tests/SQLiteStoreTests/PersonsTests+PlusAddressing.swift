import Connector
import ConnectorTesting
import Eligibility
import Foundation
import Interactions
import SQLiteStore
import Testing

/// Addresses with a plus sign, which a setting makes somebody's.
extension PersonsTests {
    @Test func `Addresses with a plus sign are whose they would be without, as long as the setting says so`()
        async throws
    {
        try await see(
            Self.interaction(
                1,
                .email,
                ["from zoe+x@fabrikam.example", "to ann+news@contoso.example", "cc a.lee+b@old.example"]
            ),
            Self.interaction(2, .email, ["from ann+news@contoso.example", "to bob+1@contoso.example"]),
            Self.interaction(3, .email, ["from bob+1@contoso.example", "to bob+2@contoso.example"])
        )
        let directory = [try Self.ann("a.lee@old.example")]
        let rule = PlusAddressing(domains: MailDomains(["contoso.example", "old.example"]))
        try await store.setDirectory(directory)
        let apart = try await told()
        let sequence = try await store.counts().lastSequence
        try await store.setDirectory(directory, plusAddressing: rule)
        let together = [
            "inbound 1+1 sender zoe+x@fabrikam.example, to ann@contoso.example, cc ann@contoso.example",
            "internal 2+0 sender ann@contoso.example, to bob+1@contoso.example",
            "internal 1+0 sender bob+1@contoso.example, to bob+2@contoso.example",
        ]
        #expect(try await told() == together)
        #expect(try await store.interactions(after: sequence, limit: 100).count == 3)
        let ann = try await store.person(Self.address("ann@contoso.example")).addresses
        #expect(Set(ann.map(\.text)).isSuperset(of: ["ann+news@contoso.example", "a.lee+b@old.example"]))
        // Whom the directory has by such an address is himself.
        let own = DirectoryEntry(try Self.address("ann+news@contoso.example"))
        try await store.setDirectory(directory + [own], plusAddressing: rule)
        #expect(try await told()[1].contains("sender ann+news@contoso.example"))
        try await store.setDirectory(directory)
        #expect(try await told() == apart)
        #expect(try await store.integrityCheck() == [])
    }

    @Test func `Whoever was erased stays out by whatever follows a plus sign`() async throws {
        let rule = PlusAddressing(domains: MailDomains(["contoso.example"]))
        try await store.setDirectory([try Self.ann()], plusAddressing: rule)
        while try await !store.erase(Self.address("ann@contoso.example"), limit: 10).isComplete {}
        try await see(
            Self.interaction(1, .email, ["from ann+late@contoso.example", "to zoe@fabrikam.example"]),
            Self.interaction(2, .email, ["from bob@contoso.example", "to ann+x@contoso.example", "to zoe@b.example"])
        )
        #expect(try await !told().contains { $0.contains("ann") })
        #expect(try await told().contains { $0.contains("bob") })
    }
}
