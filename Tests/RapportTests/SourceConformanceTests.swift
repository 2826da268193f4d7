import Connector
import ConnectorTesting
import Dataverse
import EWS
import ExchangeSimulator
import Interactions
import MicrosoftGraph
import Testing

/// Every source keeps the laws of sources, over TLS and against the whole of a service.
@Suite struct SourceConformanceTests {
    enum Service: String, CaseIterable {
        case ews, graph, dataverse
        /// Without tracked changes.
        case untrackedDataverse

        /// Pages so small that most streams have several.
        func source(in world: World, isOther: Bool) throws -> any Source {
            switch self {
            case .ews:
                try world.source(pages: 7) { configuration in
                    if isOther { configuration.calendarDaysBack -= 1 }
                }
            case .graph:
                try world.graphSource(pages: 7) { configuration in
                    configuration.calendarSliceDays = 60
                    if isOther { configuration.calendarDaysBack -= 1 }
                }
            case .dataverse, .untrackedDataverse:
                try world.crmSource(pages: 7, subject: isOther ? .read : .leaveOut)
            }
        }

        func owner(in world: World) throws -> StreamOwner {
            switch self {
            case .ews, .graph: .mailbox(try #require(world.mailboxes.first))
            case .dataverse, .untrackedDataverse: .crm
            }
        }
    }

    private static let tenant = TenantGenerator(users: 2, seed: 33, itemsPerUser: 40, now: 1_795_435_200).generate()

    @Test(arguments: Service.allCases, SourceConformance.laws)
    func `The source keeps the laws`(service: Service, law: String) async throws {
        try await World.with(Self.tenant, configure: { $0.validatesRequests = false }) { world in
            if service == .untrackedDataverse {
                world.updateCRM { crm in
                    for table in ["accounts", "contacts", "emails", "phonecalls"] { crm.setTracked(false, table) }
                }
            }
            try await SourceConformance(
                of: try service.owner(in: world),
                tellsAgain: service == .untrackedDataverse,
                make: { try service.source(in: world, isOther: false) },
                makeOther: { try service.source(in: world, isOther: true) }
            ).check(law)
        }
    }
}
