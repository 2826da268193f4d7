import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Synchronization

/// Lets requests for the mail of a mailbox wait until three are under way in it, so that they meet on any machine.
final class GatheringClient: HTTPClient {
    private struct Mailbox {
        let areThree = Latch()
        var underWay = 0
    }

    private struct State {
        var mailboxes: [Substring: Mailbox] = [:]
        var most = 0
    }

    private let client: any HTTPClient
    private let state = Mutex(State())

    init(_ client: any HTTPClient) { self.client = client }

    /// The most requests for mail that were under way in one mailbox.
    var most: Int { state.withLock { $0.most } }

    func send(_ exchange: HTTPExchange) async throws -> HTTPAnswer {
        let path = exchange.request.path ?? ""
        // `/v1.0/users/MAILBOX/…`
        guard path.contains("/messages/delta"), let mailbox = path.split(separator: "/").dropFirst(2).first else {
            return try await client.send(exchange)
        }
        let latch = state.withLock { state in
            var entry = state.mailboxes[mailbox] ?? Mailbox()
            entry.underWay += 1
            state.most = max(state.most, entry.underWay)
            if entry.underWay == 3 { entry.areThree.open() }
            state.mailboxes[mailbox] = entry
            return entry.areThree
        }
        defer { state.withLock { $0.mailboxes[mailbox]?.underWay -= 1 } }
        await latch.passed()
        return try await client.send(exchange)
    }
}
