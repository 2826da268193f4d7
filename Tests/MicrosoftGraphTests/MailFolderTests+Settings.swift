import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Testing

/// What settings change of the questions.
extension MailFolderTests {
    @Test(
        "Settings that decide what is asked for are in the request and in the fingerprint",
        arguments: [
            (
                GraphSource.Configuration.Permission.read, GraphSource.Configuration.Subject.leaveOut,
                "&$expand=singleValueExtendedProperties($filter=id%20eq%20'String%200x1A'%20or%20id%20eq%20'Integer%200x36')"
            ), (.readBasic, .read, ",subject"),
        ]
    )
    func settings(
        permission: GraphSource.Configuration.Permission,
        subject: GraphSource.Configuration.Subject,
        more: String
    ) async throws {
        var configuration = GraphSource.Configuration()
        configuration.permission = permission
        configuration.subject = subject
        let transport = ScriptedTransport { _ in Graph.page([], delta: Self.delta) }
        let source = GraphSource(client: try Graph.client(transport), configuration: configuration, now: Graph.now)
        _ = try await source.changes(in: Graph.stream, after: nil)
        #expect(
            await transport.exchanges.map(\.request.path) == [Graph.deltaPath + "?" + Graph.select + more]
        )
        #expect(
            source.settingsFingerprint
                == "graph-1 exclude=conversationhistory,drafts,junkemail,outbox,syncissues select=\(Graph.select)\(more) "
                + "days=-366+366 \(Graph.eventSelect)\(subject == .read ? ",subject" : "")"
        )
    }

    @Test
    func `Portions are no setting of what a stream holds, folders and days are`() throws {
        var configuration = GraphSource.Configuration()
        let fingerprint = try Graph.source(configuration) { _ in Graph.page([]) }.settingsFingerprint
        configuration.concurrentItems = 1
        #expect(try Graph.source(configuration) { _ in Graph.page([]) }.settingsFingerprint == fingerprint)
        configuration.calendarSliceDays = 7
        #expect(try Graph.source(configuration) { _ in Graph.page([]) }.settingsFingerprint == fingerprint)
        let others: [(inout GraphSource.Configuration) -> Void] = [
            { $0.excludedFolders = [] }, { $0.calendars = .leaveOut }, { $0.calendarDaysBack = 1 },
            { $0.calendarDaysAhead = 1 },
        ]
        for change in others {
            var other = configuration
            change(&other)
            #expect(try Graph.source(other) { _ in Graph.page([]) }.settingsFingerprint != fingerprint)
        }
    }

    @Test(arguments: [1, 3])
    func `Items are asked for in limited numbers at a time, and keep their order`(limit: Int) async throws {
        var configuration = GraphSource.Configuration()
        configuration.concurrentItems = limit
        let load = Load()
        let clock = ManualClock()
        let ids = (0..<30).map { "item-\($0)" }
        let source = try Graph.source(configuration) { exchange in
            let id = exchange.request.path?.split(separator: "?").first?.split(separator: "/").last ?? ""
            // Of which nothing is said but that they are there.
            guard id != "delta" else {
                let end = "\(Graph.host)\(Graph.deltaPath)?$deltatoken=1"
                return Graph.page(ids.map { #"{"id":"\#($0)"}"# }, delta: end)
            }
            await load.begin()
            try await clock.sleep(for: .seconds(1))
            await load.end()
            return Graph.answer(Graph.message(String(id)))
        }
        let page = try await clock.moving { try await source.changes(in: Graph.stream, after: nil) }
        #expect(page.changes == ids.map { .found($0) })
        #expect(await load.most == limit)
    }
}

/// How many requests are under way at a time.
private actor Load {
    private var current = 0
    private(set) var most = 0

    func begin() {
        current += 1
        most = max(most, current)
    }

    func end() {
        current -= 1
    }
}
