import AccessTokens
import ConnectorTesting
import FoundationEssentials
import HTTPTransport
import HTTPTypes
import Synchronization
import Testing

/// A token endpoint of a script, and an application that asks it.
struct Endpoint {
    static let clientID = "11112222-3333-4444-5555-666677778888"
    let transport: ScriptedTransport
    let tokens: AccessTokenCache

    /// - Parameter answer: gets the number of the request, from 1.
    init(
        _ proof: Application.Proof = .secret { "s3cret~value" },
        clock: any Clock<Duration> = ManualClock(),
        answer: @escaping @Sendable (Int) async throws -> HTTPAnswer
    ) throws {
        let count = Counter()
        transport = ScriptedTransport { _ in try await answer(count.next()) }
        tokens = AccessTokenCache(
            application: Application(
                login: try #require(Origin(url: "https://login.example")),
                tenant: "contoso.example",
                clientID: Self.clientID,
                proof: proof
            ),
            transport: transport,
            clock: clock,
            secondsSince1970: { 1_795_000_000 }
        )
    }

    static var graph: Resource {
        get throws { Resource(try #require(Origin(url: "https://graph.example/v1.0"))) }
    }

    static func token(_ number: Int, seconds: String = "3599") -> HTTPAnswer {
        HTTPAnswer(
            contentType: "application/json; charset=utf-8",
            body: Array(
                #"{"token_type":"Bearer","expires_in":\#(seconds),"ext_expires_in":3599,"access_token":"t\#(number)"}"#
                    .utf8
            )
        )
    }

    /// The form of each request so far.
    var forms: [[String: String]] {
        get async {
            await transport.exchanges.map { exchange in
                let pairs = String(decoding: exchange.body, as: UTF8.self).split(separator: "&").map {
                    $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                }
                return Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], Self.unescaped($0[1])) })
            }
        }
    }

    private static func unescaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
