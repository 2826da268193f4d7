import ConnectorTesting
import Eligibility
import ExchangeSimulator
import Foundation
import HTTPTransport
import Interactions
import Pipeline
import SQLiteStore
import Settings
import Testing

@testable import Engine

/// A definite refusal waits neither for a server nor for the right time.
struct DefiniteRefusalTests {
    /// Why somebody is refused, without asking anybody.
    enum Refusal: CaseIterable {
        case optOut, roleLost, localDatacenter, disabledAccount, withdrawal, exchangeOff, disabled

        var isForEverybody: Bool { [.withdrawal, .exchangeOff, .disabled].contains(self) }
    }

    private static let seconds = Int(Date().timeIntervalSince1970)
    private static let state = TenantGenerator(users: 3, seed: 4, itemsPerUser: 10, now: seconds).generate()
    private static let now = Timestamp(microseconds: Int64(seconds) * 1_000_000)

    @Test(arguments: [3_600, 40 * 86_400, 3 * 365 * 86_400] as [Int64])
    func `It purges at once without a server, by whatever clock`(ahead: Int64) async throws {
        try await World.with(Self.state, mailboxes: 3) { world in
            let base = try await Self.settings(world, "base") { _ in }
            let engine = Engine(base, clock: { Self.now })
            _ = try await engine.sync()
            for refusal in Refusal.allCases {
                let settings = try await Self.settings(world, "\(refusal)", without: refusal) { settings in
                    // Nobody listens there.
                    settings["ews"] = ["url": "https://127.0.0.1:1/EWS/Exchange.asmx", "user": "u"]
                }
                try FileManager.default.copyItem(atPath: base.dataDirectory, toPath: settings.dataDirectory)
                let late = Engine(settings, clock: { Self.now.advanced(by: .seconds(ahead)) })
                let event: LifeCycleEvent.Kind? =
                    switch refusal {
                    case .withdrawal: .consentWithdrawn
                    case .exchangeOff: .exchangeSwitched(on: false)
                    case .disabled: .disabled
                    default: nil
                    }
                if let event {
                    let confirmed = try await late.plan(event).confirmed([.removal])
                    try await late.record(event, by: world.mailboxes[0].address, confirmed: confirmed)
                }
                var request = Engine.SyncRequest()
                request.mailboxes = refusal.isForEverybody ? nil : [world.mailboxes[1]]
                let report = try await late.sync(request)
                let expected = refusal.isForEverybody ? world.mailboxes.sorted() : [world.mailboxes[1]]
                #expect(report.purges.map(\.mailbox) == expected, "\(refusal)")
                let left = try await SQLiteInteractionStore(directory: settings.dataDirectory, tenant: "test")
                    .mailboxes()
                #expect(left.count == 3 - expected.count, "\(refusal)")
                // Nothing was recorded for a time of which nobody is certain.
                let newest = try #require(try settings.newestRecord)
                #expect(newest <= Self.now.advanced(by: .seconds(86_400)), "\(refusal)")
            }
        }
    }

    @Test(arguments: [["licenses", "accounts", "roles"], ["users"], ["users", "licenses", "accounts", "roles"]])
    func `So it does while the services that facts are asked of are silent, and nobody else is touched`(
        asked: [String]
    ) async throws {
        try await World.with(Self.state, mailboxes: 3) { world in
            let base = try await Self.settings(world, "base", hasCRM: true) { settings in
                settings["eligibility"] = ["askFor": asked, "licenses": ["DYN365_SALES_PREMIUM"]]
            }
            _ = try await Engine(base, clock: { Self.now }).sync()
            let settings = try await Self.settings(world, "silent", without: .optOut) { settings in
                settings["eligibility"] = ["askFor": asked, "licenses": ["DYN365_SALES_PREMIUM"]]
                settings["graph"] = ["url": "https://127.0.0.1:1/v1.0", "permission": "read"]
                settings["dataverse"] = ["url": "https://127.0.0.1:1/api/data/v9.2"]
            }
            try FileManager.default.copyItem(atPath: base.dataDirectory, toPath: settings.dataDirectory)
            await #expect(throws: (any Error).self) { try await Engine(settings, clock: { Self.now }).sync() }
            let left = try await SQLiteInteractionStore(directory: settings.dataDirectory, tenant: "test").mailboxes()
            #expect(left.map(\.text).sorted() == [0, 2].map { world.mailboxes[$0].address.text }.sorted())
        }
    }

    private static func settings(
        _ world: World,
        _ name: String,
        without refusal: Refusal? = nil,
        hasCRM: Bool = false,
        change: (inout [String: Any]) -> Void
    ) async throws -> RapportSettings {
        let path = try world.configuration(name, hasCRM: hasCRM, change: change)
        let file = "\(world.directory.path)/\(name)-users.json"
        var users = world.mailboxes.map { EligibleSettings.user($0.address.text) }
        switch refusal {
        case .optOut?: users[1]["optOut"] = true
        case .roleLost?: users[1]["roles"] = ["Basic User"]
        case .localDatacenter?: users[1]["location"] = "FRA"
        case .disabledAccount?: users[1]["enabled"] = false
        case .withdrawal?, .exchangeOff?, .disabled?, nil: break
        }
        try JSONSerialization.data(withJSONObject: ["users": users]).write(to: URL(filePath: file))
        return try await RapportSettings.load(path, environment: [:])
    }
}

extension RapportSettings {
    /// The time of the newest record in the log.
    fileprivate var newestRecord: Timestamp? {
        get throws {
            let engine = Engine(self, clock: { .now })
            return try engine.installation.existingLog()?.content().latest
        }
    }
}
