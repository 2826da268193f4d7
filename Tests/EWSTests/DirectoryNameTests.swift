import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

@testable import EWS

@Suite struct `Exchange names` {
    private static let stream = StreamID(source: "ews", owner: .mailbox(Exchange.mailbox), kind: .mail, folder: "f")

    private static func resolution(_ address: String, routing: String, entries: [String] = []) -> String {
        let list = entries.map { "<t:Entry Key=\"EmailAddress1\">\($0)</t:Entry>" }.joined()
        let contact = entries.isEmpty ? "" : "<t:Contact><t:EmailAddresses>\(list)</t:EmailAddresses></t:Contact>"
        return "<t:Resolution><t:Mailbox><t:Name>N</t:Name><t:EmailAddress>\(address)</t:EmailAddress>"
            + "<t:RoutingType>\(routing)</t:RoutingType></t:Mailbox>\(contact)</t:Resolution>"
    }

    private static func resolved(_ resolutions: [String]) -> HTTPAnswer {
        let set = "<m:ResolutionSet TotalItemsInView=\"\(resolutions.count)\">\(resolutions.joined())</m:ResolutionSet>"
        return Exchange.answer("ResolveNames", [Exchange.success("ResolveNames", set)])
    }

    /// Reads an item for each of `names`, sent by it; the senders, and the names that were looked up.
    private static func senders(
        of names: [String],
        _ source: EWSSource
    ) async throws -> [SourceAddress?] {
        let changes = try await source.changes(of: names.map { ItemKey($0) }, in: stream)
        return changes.map { change in
            guard case .found(_, .mail(let record)) = change else { return nil }
            return record.from
        }
    }

    private static func source(
        rememberedNames: Int = 100,
        _ resolve: @escaping @Sendable (Question) async throws -> HTTPAnswer
    ) -> (source: EWSSource, transport: ScriptedTransport) {
        let transport = ScriptedTransport { exchange in
            let question = Question(exchange)
            guard question.operation == "GetItem" else { return try await resolve(question) }
            let messages = question.itemIDs.map { id in
                Exchange.item(
                    id,
                    "<t:From><t:Mailbox><t:EmailAddress>\(id)</t:EmailAddress><t:RoutingType>EX</t:RoutingType>"
                        + "</t:Mailbox></t:From>"
                )
            }
            return Exchange.answer("GetItem", messages)
        }
        var configuration = EWSSource.Configuration()
        configuration.rememberedNames = rememberedNames
        let source = EWSSource(
            client: Exchange.reader(transport),
            configuration: configuration,
            now: { Timestamp(microseconds: 0) }
        )
        return (source, transport)
    }

    private static func lookUps(_ transport: ScriptedTransport) async -> [String] {
        await transport.exchanges.compactMap { Question($0).unresolvedEntry }
    }

    @Test func `become addresses, and are looked up once, found or not`() async throws {
        let (source, transport) = Self.source { question in
            question.unresolvedEntry == "/o=Org/cn=Ben"
                ? Self.resolved([Self.resolution("Ben@example.com", routing: "SMTP")])
                : Exchange.answer("ResolveNames", [Exchange.error("ResolveNames", "ErrorNameResolutionNoResults")])
        }
        for _ in 0..<2 {
            let senders = try await Self.senders(of: ["/o=Org/cn=Ben", "/o=Org/cn=Gone"], source)
            #expect(senders == [.smtp("Ben@example.com"), .directory("/o=org/cn=gone")])
        }
        #expect(try await Self.senders(of: ["/O=ORG/CN=BEN"], source) == [.smtp("Ben@example.com")])
        #expect(await Self.lookUps(transport) == ["/o=Org/cn=Ben", "/o=Org/cn=Gone"])
    }

    @Test func `are asked for in full when the entry itself is an Exchange name`() async throws {
        let (source, transport) = Self.source { question in
            let isFull = question.text.contains("ReturnFullContactData=\"true\"")
            let entries = isFull ? ["smtp:old@example.com", "SMTP:ben@example.com", "X500:/o=x"] : []
            return Self.resolved([Self.resolution("/o=Org/cn=Ben", routing: "EX", entries: entries)])
        }
        #expect(try await Self.senders(of: ["/o=Org/cn=Ben"], source) == [.smtp("ben@example.com")])
        #expect(await Self.lookUps(transport).count == 2)
        let questions = await transport.exchanges.map { Question($0) }
        #expect(questions.last?.text.contains("SearchScope=\"ActiveDirectory\"") == true)
    }

    @Test func `that could be several people are nobody's address`() async throws {
        let (source, _) = Self.source { _ in
            let set =
                Self.resolution("a@example.com", routing: "SMTP") + Self.resolution("b@example.com", routing: "SMTP")
            let warning =
                "<m:ResolveNamesResponseMessage ResponseClass=\"Warning\"><m:ResponseCode>"
                + "ErrorNameResolutionMultipleResults</m:ResponseCode><m:ResolutionSet>\(set)</m:ResolutionSet>"
                + "</m:ResolveNamesResponseMessage>"
            return Exchange.answer("ResolveNames", [warning])
        }
        #expect(try await Self.senders(of: ["/o=Org/cn=Ann"], source) == [.directory("/o=org/cn=ann")])
    }

    @Test func `wait for a busy server`() async throws {
        let (source, _) = Self.source { _ in Exchange.fault("ErrorServerBusy") }
        let error = await #expect(throws: SourceError.self) { try await Self.senders(of: ["/o=Org/cn=A"], source) }
        #expect(error?.code == .throttled)
        let (cut, _) = Self.source { _ in throw HTTPError(.receive, "cut") }
        let lost = await #expect(throws: SourceError.self) { try await Self.senders(of: ["/o=Org/cn=A"], cut) }
        #expect(lost?.code == .unavailable)
    }

    @Test(
        "stay names when the server cannot answer, and are tried again next time",
        arguments: ["ErrorAccessDenied", "ErrorInternalServerError", "status"]
    )
    func failing(kind: String) async throws {
        let (source, transport) = Self.source { _ in
            guard kind == "status" else { return Exchange.fault(kind) }
            return HTTPAnswer(status: .internalServerError, contentType: nil, body: [])
        }
        for _ in 0..<2 {
            #expect(try await Self.senders(of: ["/o=Org/cn=A"], source) == [.directory("/o=org/cn=a")])
        }
        #expect(await Self.lookUps(transport).count == 2)
    }

    @Test func `are forgotten when they are too many, the longest unused first`() async throws {
        let (source, transport) = Self.source(rememberedNames: 4) { question in
            let name = question.unresolvedEntry?.split(separator: "=").last ?? ""
            return Self.resolved([Self.resolution("\(name)@example.com", routing: "SMTP")])
        }
        for name in ["a", "b", "c", "a", "d", "e", "a"] {
            #expect(try await Self.senders(of: ["/o=x/cn=\(name)"], source) == [.smtp("\(name)@example.com")])
        }
        #expect(await Self.lookUps(transport) == ["a", "b", "c", "d", "e"].map { "/o=x/cn=\($0)" })
        _ = try await Self.senders(of: ["/o=x/cn=b"], source)
        #expect(await Self.lookUps(transport).count == 6)
    }
}
