import Connector
import ConnectorTesting
import Directory
import Eligibility
import ExchangeSimulator
import Foundation
import Interactions
import Pipeline
import SQLiteStore
import Scoring
import Settings
import Testing

@testable import Engine

/// A service's list that comes empty: believed after two complete answers a day apart.
struct EmptyListTests {
    enum List: CaseIterable { case licenses, accounts, roles, teams, group }

    private static let seconds = Int(Date().timeIntervalSince1970)
    private static let now = Timestamp(microseconds: Int64(seconds) * 1_000_000)
    private static let group = "0a1b2c3d-0000-4000-8000-000000000001"
    private static let hours: Int64 = 3_600

    @Test(arguments: [LiveFacts.List.licenses, .accounts, .roles, .teams, .group("g")])
    func `One is judged by what the log knows of it`(list: LiveFacts.List) {
        func facts(known: EmptyLists.State?, after hours: Int64 = 0) -> LiveFacts {
            var live = LiveFacts(observedAt: Self.now)
            switch list {
            case .licenses: live.licenses = []
            case .accounts: live.accounts = [:]
            case .roles: live.roles = [:]
            case .teams: live.roles = EmailAddress("ann@contoso.example").map { [$0: [Self.role]] }
            case .group(let id): live.groups = LiveFacts.Groups(asked: [id], members: [:])
            }
            let lists = EmptyLists(known: known.map { [list.name: $0] } ?? [:])
            lists.judge(&live, at: Self.now.advanced(by: .seconds(hours * Self.hours)))
            return live
        }
        let part: LiveFacts.Part =
            switch list {
            case .licenses: .licenses
            case .accounts: .accounts
            case .roles, .teams: .roles
            case .group: .groups
            }
        // Never seen with anything in it: what cannot be empty is not known, what can be is.
        #expect(facts(known: nil).isUnknown(part) == list.isNeverEmpty)
        #expect(facts(known: .init(isEmpty: false, since: Self.now), after: 1_000).isUnknown(part))
        #expect(facts(known: .init(isEmpty: true, since: Self.now)).isUnknown(part))
        #expect(facts(known: .init(isEmpty: true, since: Self.now), after: 23).isUnknown(part))
        #expect(!facts(known: .init(isEmpty: true, since: Self.now), after: 24).isUnknown(part))
        #expect(facts(known: .init(isEmpty: true, since: Self.now), after: -48).isUnknown(part))
    }

    private static let role = RoleAssignment(role: SecurityRole(name: "Salesperson"), path: .direct)

    @Test func `The log says only what is new`() {
        let known: EmptyLists.Known = [
            "licenses": .init(isEmpty: true, since: Self.now), "teams": .init(isEmpty: false, since: Self.now),
        ]
        let news = EmptyLists(known: known).news(in: [
            .licenses: true, .accounts: false, .roles: true, .teams: true, .group("g"): true,
        ])
        #expect(news.map(\.list) == ["roles", "teams"])
        #expect(news.allSatisfy { $0.isEmpty })
        #expect(EmptyLists(known: known).news(in: [.licenses: false]).map(\.isEmpty) == [false])
        #expect(EmptyLists(known: [:]).news(in: [.group("g"): false]).map(\.list) == ["group g"])
    }

    @Test(
        arguments: [
            (.licenses, [-29, -6], 0, true), (.roles, [-29, -6], 0, true),
            // A clock that runs ahead does not make a day.
            (.licenses, [0], 40, false), (.roles, [-1], 900, false),
        ] as [(List, [Int64], Int64, Bool)]
    )
    func `Until it is believed, mailboxes are kept, not read and not told; then they are purged`(
        list: List,
        first: [Int64],
        last: Int64,
        isBelieved: Bool
    ) async throws {
        let state = TenantGenerator(users: 2, seed: 4, itemsPerUser: 10, now: Self.seconds).generate()
        try await World.with(state) { world in
            let path = try world.configuration("lists", hasCRM: true) { settings in
                settings["eligibility"] = ["askFor": ["licenses", "roles"]]
            }
            let settings = try await RapportSettings.load(path, environment: [:])
            func sync(_ hours: Int64) async throws -> RunReport {
                let clock = Self.now.advanced(by: .seconds(hours * Self.hours))
                var request = Engine.SyncRequest()
                request.acceptsClock = true
                return try await Engine(settings, clock: { clock }).sync(request)
            }
            func stored() async throws -> Int {
                try await SQLiteInteractionStore(directory: settings.dataDirectory, tenant: "test").counts().mailboxes
            }
            /// How many are told of that no CRM knows.
            func told() async throws -> Int {
                let store = try SQLiteInteractionStore(directory: settings.dataDirectory, tenant: "test")
                return try await store.interactions(after: .start, limit: .max).records.count {
                    if case .upsert = $0.operation { !$0.isInCRM } else { false }
                }
            }
            _ = try await sync(-30)
            let whole = try await stored()
            #expect(whole > 0)
            #expect(try await told() > 0)
            world.empty(list)
            for hours in first {
                let report = try await sync(hours)
                #expect(report.purges.isEmpty, "\(hours)")
                #expect(report.mailboxes.contains { $0.isHeld })
                #expect(try await stored() == whole, "\(hours)")
                #expect(try await told() == 0, "\(hours)")
            }
            // What is held is not scored either: by the CRM alone, or not at all where the licence is what is missing.
            let engine = Engine(settings, clock: { Self.now })
            if isBelieved {
                // By now they are refused, whatever comes of the next sync.
            } else if list == .roles {
                let scored = try await Relationships(engine, for: .relationshipAnalytics, at: Self.now)
                #expect(!scored.board.options.usesExchange)
            } else {
                await #expect(throws: EngineError.self) {
                    try await Relationships(engine, for: .relationshipAnalytics, at: Self.now)
                }
            }
            #expect(try await sync(last).purges.isEmpty == !isBelieved)
            #expect(try await stored() == (isBelieved ? 0 : whole))
        }
    }
}

extension World {
    fileprivate func empty(_ list: EmptyListTests.List) {
        switch list {
        case .licenses: tenant.update { $0.licenses = [] }
        case .roles:
            updateCRM { crm in
                crm.links["systemuserroles_association"] = []
                crm.links["teammembership_association"] = []
            }
        case .accounts, .teams, .group: break
        }
    }
}
