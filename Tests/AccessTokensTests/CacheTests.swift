import AccessTokens
import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Testing

struct CacheTests {
    @Test func `A token is asked for once, until four fifths of its life are over`() async throws {
        let clock = ManualClock()
        let endpoint = try Endpoint(clock: clock) { Endpoint.token($0, seconds: "1000") }
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t1")
        clock.advance(by: .seconds(799))
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t1")
        clock.advance(by: .seconds(1))
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t2")
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t2")
    }

    @Test func `Each service has a token of its own`() async throws {
        let endpoint = try Endpoint { Endpoint.token($0) }
        let other = Resource(try #require(Origin(url: "https://org.crm4.example/api/data/v9.2")))
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t1")
        #expect(try await endpoint.tokens.token(for: other) == "t2")
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t1")
        #expect(
            await endpoint.forms.map { $0["scope"] } == [
                "https://graph.example/.default", "https://org.crm4.example/.default",
            ]
        )
    }

    @Test func `Many who ask at once share one request`() async throws {
        let latch = ManualClock()
        let endpoint = try Endpoint { number in
            try await latch.sleep(for: .seconds(1))
            return Endpoint.token(number)
        }
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await endpoint.tokens.token(for: Endpoint.graph) } }
            await latch.waitForSleepers()
            latch.advance(by: .seconds(1))
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(tokens == ["t1"])
        #expect(await endpoint.transport.exchanges.count == 1)
    }

    @Test func `A refused token is replaced, but not one that has just come`() async throws {
        let clock = ManualClock()
        let endpoint = try Endpoint(clock: clock) { Endpoint.token($0) }
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t1")
        clock.advance(by: .seconds(29))
        #expect(try await endpoint.tokens.token(for: Endpoint.graph, isRefused: true) == "t1")
        clock.advance(by: .seconds(1))
        #expect(try await endpoint.tokens.token(for: Endpoint.graph, isRefused: true) == "t2")
        #expect(try await endpoint.tokens.token(for: Endpoint.graph, isRefused: true) == "t2")
    }

    @Test func `After a failure the next one asks again`() async throws {
        let endpoint = try Endpoint { number in
            if number == 1 { throw HTTPError(.connect, "No connection.") }
            return Endpoint.token(number)
        }
        let error = await #expect(throws: SourceError.self) { try await endpoint.tokens.token(for: Endpoint.graph) }
        #expect(error?.code == .unavailable)
        #expect(error?.retry == .now)
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t2")
    }

    @Test func `An endpoint that asks for a pause is asked by nobody until it is over, whatever the resource`()
        async throws
    {
        let clock = ManualClock()
        let endpoint = try Endpoint(clock: clock) { number in
            guard number == 2 else { return Endpoint.token(number) }
            return HTTPAnswer(status: .tooManyRequests, fields: [.retryAfter: "900"], body: Array("{}".utf8))
        }
        let other = Resource(try #require(Origin(url: "https://org.crm4.example/api/data/v9.2")))
        let third = Resource(try #require(Origin(url: "https://third.example")))
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t1")
        for (resource, left) in [(other, 900), (other, 899), (third, 1)] {
            clock.advance(by: .seconds(900 - left) - clock.now.offset)
            let error = await #expect(throws: SourceError.self) { try await endpoint.tokens.token(for: resource) }
            #expect(error?.retry == .after(.seconds(left)))
        }
        // What is there already serves on.
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t1")
        #expect(await endpoint.transport.exchanges.count == 2)
        clock.advance(by: .seconds(1))
        #expect(try await endpoint.tokens.token(for: third) == "t3")
    }

    @Test func `A refusal holds for a minute, for whoever asks`() async throws {
        let clock = ManualClock()
        let endpoint = try Endpoint(clock: clock) { number in
            guard number == 1 else { return Endpoint.token(number) }
            return HTTPAnswer(status: .unauthorized, body: Array(#"{"error":"invalid_client"}"#.utf8))
        }
        for _ in 0..<2 {
            let error = await #expect(throws: SourceError.self) { try await endpoint.tokens.token(for: Endpoint.graph) }
            #expect(error?.code == .unauthenticated)
            clock.advance(by: .seconds(59))
        }
        #expect(await endpoint.transport.exchanges.count == 1)
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t2")
    }

    @Test func `Who gives up on an endpoint that is silent is let go at once, and the others go on waiting`()
        async throws
    {
        let silence = ManualClock()
        let endpoint = try Endpoint { number in
            try await silence.sleep(for: .seconds(1))
            return Endpoint.token(number)
        }
        let impatient = Task { try await endpoint.tokens.token(for: Endpoint.graph) }
        await silence.waitForSleepers()
        async let patient = endpoint.tokens.token(for: Endpoint.graph)
        impatient.cancel()
        await #expect(throws: CancellationError.self) { try await impatient.value }
        silence.advance(by: .seconds(1))
        #expect(["t1", "t2"].contains(try await patient))
    }

    @Test func `When nobody waits any more, the request ends as well, and the next one asks anew`() async throws {
        let silence = ManualClock()
        let endpoint = try Endpoint { number in
            guard number == 1 else { return Endpoint.token(number) }
            // Over only when it is cancelled.
            try await silence.sleep(for: .seconds(1))
            return Endpoint.token(number)
        }
        let waiting = (0..<5).map { _ in Task { try await endpoint.tokens.token(for: Endpoint.graph) } }
        await silence.waitForSleepers()
        for task in waiting { task.cancel() }
        for task in waiting { await #expect(throws: CancellationError.self) { try await task.value } }
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t2")
    }

    @Test func `Who was cancelled before asks nothing`() async throws {
        let endpoint = try Endpoint { Endpoint.token($0) }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await endpoint.tokens.token(for: Endpoint.graph)
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `A byte order mark before the token is not there`() async throws {
        let endpoint = try Endpoint { _ in
            HTTPAnswer(
                contentType: "application/json",
                body: [0xEF, 0xBB, 0xBF]
                    + Array(#"{"token_type":"Bearer","expires_in":3599,"access_token":"t"}"#.utf8)
            )
        }
        #expect(try await endpoint.tokens.token(for: Endpoint.graph) == "t")
    }
}
