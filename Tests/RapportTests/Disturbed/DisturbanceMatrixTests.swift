import Connector
import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Pipeline
import Testing

/// Endless, silent, slow, cut, empty and failing answers, of every service, on the first, a middle and the last page.
///
/// What is expected is what `Documentation/guarantees.md` says, and nothing else.
struct DisturbanceMatrixTests {
    struct Cell: CustomTestStringConvertible, Sendable {
        let service: DisturbedServices.Service
        let position: DisturbedServices.Position
        let disturbance: Disturbance

        var testDescription: String { "\(service) \(position) \(disturbance)" }

        /// Whether one bad item may be to blame, so that a folder can be read in full without its changes.
        var mayBeListed: Bool {
            switch disturbance {
            case .cutBeforeAnswer, .cutInBody, .truncated, .empty, .blank, .noContent, .internalError, .badGateway,
                .webPage, .garbage, .otherShape:
                service != .tokens
            case .silent, .slow: service == .ews || service == .graph
            default: false
            }
        }
    }

    /// How the mailbox, or the CRM, ends whose page it is, and whether the others are read all the same.
    struct Expected {
        var codes: Set<SourceError.Code> = []
        var isStopped = false
        var sparesOthers = false
    }

    /// The states, by what goes wrong.
    static func expected(_ cell: Cell) -> Expected {
        switch cell.disturbance {
        // "pages without end, or that only repeat: ended, and said so"
        case .sameLink, .freshLinks, .emptyPages: Expected(codes: [.badAnswer], sparesOthers: true)
        // "a host that does not answer: found out once for all its mailboxes; left for the next run"
        case .silent, .slow, .refusedConnection: Expected(codes: [.unavailable])
        // "SIGTERM: ten seconds to be finished"
        case .mute: Expected(isStopped: true)
        // "connection lost, HTML instead of XML, empty or cut answers: repeated, then left for the next run"
        case .cutBeforeAnswer, .cutInBody: Expected(codes: [.unavailable], sparesOthers: true)
        case .truncated, .empty, .blank, .noContent, .webPage, .garbage, .otherShape:
            Expected(codes: [.badAnswer, .unavailable], sparesOthers: true)
        // "throttling: waits as long as it was told"; a service that is busy says so in many ways
        case .tooManyRequests: Expected(codes: [.throttled])
        case .internalError, .badGateway, .unavailable:
            Expected(codes: [.unavailable, .throttled, .badAnswer], sparesOthers: cell.disturbance != .unavailable)
        // "sign-in refused: the run ends at once; a token that only one mailbox refuses ends only that mailbox"
        case .unauthorized: Expected(codes: [.unauthenticated], sparesOthers: cell.service == .graph)
        case .forbidden: Expected(codes: [.accessDenied, .serviceBlocked, .unauthenticated])
        // "a folder that cannot be found counts as gone only if a list made afterwards does not name it either"
        case .notFound:
            Expected(codes: [.gone, .noMailbox, .unavailable, .refusedRequest, .badAnswer, .unauthenticated])
        // "redirects are not followed"
        case .redirect: Expected(codes: [.badAnswer, .unavailable, .refusedRequest])
        }
    }

    private static let cells: [Cell] = {
        let all = DisturbedServices.Service.allCases.flatMap { service in
            DisturbedServices.Position.allCases.flatMap { position in
                Disturbance.allCases.filter { !($0.isEndless && service == .tokens) }
                    .map { Cell(service: service, position: position, disturbance: $0) }
            }
        }
        // A thousand empty pages take their time.
        return Torture.share(all, every: 20).filter { Torture.isWhole || $0.disturbance != .emptyPages }
    }()

    private static let state = TenantGenerator(users: 2, seed: 11, itemsPerUser: 24, now: 1_795_435_200).generate()

    @Test func `Each ends there, removes nothing, says what happened, and leaves nothing behind`() async throws {
        var options = SimulatedExchange.Options()
        options.offersCompression = false
        // Nobody connects; its links are those of a server over TLS.
        options.identity = try TLSIdentity.generate(now: Date())
        let simulator = try await SimulatedExchange.start(tenant: Tenant(Self.state), options: options)
        do {
            let services = try DisturbedServices(Self.state, simulator)
            for service in DisturbedServices.Service.allCases {
                try await Self.check(Self.cells.filter { $0.service == service }, service, services)
            }
            await simulator.stop()
        } catch {
            await simulator.stop()
            throw error
        }
    }

    private static func check(
        _ cells: [Cell],
        _ service: DisturbedServices.Service,
        _ services: DisturbedServices
    ) async throws {
        guard !cells.isEmpty else { return }
        let whole = MemoryStore()
        services.use(nil)
        for outcome in try await services.run(service, whole, round: 0, clock: ImpatientClock()).rounds {
            guard case .complete = outcome.end else { throw CancellationError() }
        }
        let truth = await whole.content
        #expect(!truth.interactions.isEmpty)
        // The longest sequence of pages is the one that is disturbed.
        let longest = try #require(services.counts.max { ($0.value, $0.key) < ($1.value, $1.key) })
        #expect(longest.value >= 3, "\(service) has too few pages")
        for cell in cells {
            let store = await whole.copy()
            try await check(cell, services, store, sequence: longest.key, pages: longest.value)
            #expect(await store.content == truth, "\(cell.testDescription)")
            services.use(nil)
            let healed = try await services.run(service, store, round: 2, clock: ImpatientClock())
            healed.expectComplete("\(cell.testDescription), healed")
            #expect(await store.content == truth, "\(cell.testDescription), healed")
        }
    }

    private static func check(
        _ cell: Cell,
        _ services: DisturbedServices,
        _ store: MemoryStore,
        sequence: String,
        pages: Int
    ) async throws {
        let first =
            switch cell.position {
            case .first: 1
            case .middle: (pages + 1) / 2
            case .last: pages
            }
        let isToken = cell.service == .tokens
        let stop = StopSignal()
        services.use(
            DisturbedServices.Plan(
                disturbance: cell.disturbance,
                sequence: isToken && cell.position == .first ? nil : sequence,
                first: first,
                concernsTokens: isToken
            ),
            stop: stop
        )
        let clock = ImpatientClock()
        let report = try await services.run(cell.service, store, round: 1, clock: clock, stop: stop)
        let name = cell.testDescription
        let expected = expected(cell)
        #expect(services.disturbed > 0, "\(name) was not reached")
        #expect(services.requests < 4_000, "\(name) asked \(services.requests) times")
        #expect(clock.now.offset < .seconds(3_600), "\(name) would wait \(clock.now.offset)")
        #expect(report.commits.removed == 0 && report.purges.isEmpty, "\(name) removed something")
        var said: [SourceError] = []
        var complete = 0
        var stopped = 0
        for outcome in report.rounds {
            switch outcome.end {
            case .complete: complete += 1
            case .incomplete(let error), .failed(let error): said.append(error)
            case .stopped: stopped += 1
            case .refused: Issue.record("\(name) refused somebody")
            }
        }
        if expected.isStopped {
            #expect(stopped > 0, "\(name) did not stop")
        } else {
            // "An item that cannot be delivered is isolated": changes that nobody can read are listed in another way.
            guard !(said.isEmpty && cell.mayBeListed) else { return }
            #expect(!said.isEmpty, "\(name) was taken for complete")
            #expect(said.allSatisfy { expected.codes.contains($0.code) && !$0.message.isEmpty }, "\(name): \(said)")
            let others = report.rounds.count - 1
            if expected.sparesOthers, !isToken { #expect(complete == others, "\(name): \(said)") }
        }
    }
}
