import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// Who took part is told, or it is not: an activity without anybody is none.
struct PartyTests {
    private static func id(_ number: Int) -> String { "0b5f2a6e-1111-4222-8333-4444555566\(number + 10)" }

    private static func row(_ number: Int) -> String {
        #"{"activityid":"\#(id(number))","statuscode":4,"senton":"2026-11-20T08:30:00Z"}"#
    }

    private static func party(_ id: String) -> String {
        #"{"_activityid_value":"\#(id)","participationtypemask":1,"addressused":"a@x.example"}"#
    }

    /// The activities that a question names.
    private static func asked(_ path: String) -> [String] {
        path.split(separator: "%20eq%20").dropFirst().map { String($0.prefix(36)) }
    }

    private static func parties(_ ids: [String]) -> HTTPAnswer {
        Dynamics.answer(#"{"value":[\#(ids.map(party).joined(separator: ","))]}"#)
    }

    /// - Parameters:
    ///   - missing: activities that are not there any more when they are asked for by themselves.
    ///   - parties: what is answered about those that are asked for.
    private static func source(
        _ count: Int,
        missing: Set<String> = [],
        parties: @escaping @Sendable (_ asked: [String]) -> HTTPAnswer
    ) throws -> (DataverseSource, ScriptedTransport) {
        try Dynamics.source { path, _ in
            if path.contains("activityparties") { return parties(asked(path)) }
            if let id = path.split(separator: "%28").dropFirst().first.map({ String($0.prefix(36)) }) {
                return missing.contains(id)
                    ? Dynamics.failure(404, "0x80040217")
                    : Dynamics.answer(#"{"activityid":"\#(id)","statuscode":4,"senton":"2026-11-20T08:30:00Z"}"#)
            }
            return Dynamics.delta((0..<count).map(row).joined(separator: ","))
        }
    }

    /// The numbers of the activities that are found with somebody, that cannot be read and that are gone.
    private struct Outcome: Hashable {
        var found: Set<Int> = []
        var unreadable: Set<Int> = []
        var gone: Set<Int> = []

        init(found: Set<Int> = [], unreadable: Set<Int> = [], gone: Set<Int> = []) {
            (self.found, self.unreadable, self.gone) = (found, unreadable, gone)
        }

        init(_ changes: [Change]) {
            for change in changes {
                guard let number = Int(change.item.text.suffix(2)).map({ $0 - 10 }) else { continue }
                switch change {
                case .found(_, .activity(let activity)) where !activity.parties.isEmpty: found.insert(number)
                case .unreadable: unreadable.insert(number)
                case .gone: gone.insert(number)
                case .found: break
                }
            }
        }
    }

    @Test(arguments: [2, 5, 25, 60])
    func `Where nobody is named for any activity the table fails and its cursor stays`(count: Int) async throws {
        let (source, transport) = try Self.source(count) { _ in Self.parties([]) }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Dynamics.stream("emails"), after: nil)
        }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .stream)
        #expect(error?.retry == .never)
        #expect(await transport.exchanges.count <= 2 + 16 * 4)
    }

    @Test(arguments: [
        #"{"value":[]}"#, #"{"value":[{}]}"#, #"{"value":[{"_activityid_value":null,"participationtypemask":1}]}"#,
        #"{"value":[{"_activityid_value":"0b5f2a6e-1111-4222-8333-444455556610","participationtypemask":null}]}"#,
        #"{"value":[{"_activityid_value":"0b5f2a6e-1111-4222-8333-444455556699","participationtypemask":1}]}"#,
        #"{"value":[{"_activityid_value":"0b5f2a6e-1111-4222-8333-444455556610","participationtypemask":1,"addressused":null,"_partyid_value":null}]}"#,
    ])
    func `An answer that names nobody for the only activity is none`(body: String) async throws {
        let (source, _) = try Self.source(1) { _ in Dynamics.answer(body) }
        let page = try await source.changes(in: Dynamics.stream("emails"), after: nil)
        #expect(Outcome(page.changes) == Outcome(unreadable: [0]))
    }

    @Test(arguments: [([3], 25), ([0], 3), ([24], 25), ([0, 1], 30), ([4, 29, 59], 60)] as [(Set<Int>, Int)])
    func `An activity that never has anybody is left over, and the others are read`(bad: Set<Int>, count: Int)
        async throws
    {
        let isBad = Set(bad.map(Self.id))
        let (source, _) = try Self.source(count) { asked in Self.parties(asked.filter { !isBad.contains($0) }) }
        let page = try await source.changes(in: Dynamics.stream("emails"), after: nil)
        #expect(Outcome(page.changes) == Outcome(found: Set(0..<count).subtracting(bad), unreadable: bad))
        let again = try await source.changes(
            of: bad.sorted().map { ItemKey(Self.id($0)) },
            in: Dynamics.stream("emails")
        )
        #expect(Outcome(again) == Outcome(unreadable: bad))
    }

    /// An answer that is none, made anew each time.
    struct Fault: Sendable {
        var status = 200
        var type = "application/json"
        var body = #"{"error":{"code":"0x80040216","message":"x"}}"#

        var answer: HTTPAnswer {
            HTTPAnswer(status: HTTPResponse.Status(code: status), contentType: type, body: Array(body.utf8))
        }
    }

    @Test(arguments: [
        Fault(status: 500), Fault(status: 502), Fault(body: #"{"value":["#), Fault(type: "text/html", body: "<html>"),
        Fault(body: #"{"value":[7]}"#),
    ])
    func `An activity that makes every question about it fail stands alone`(fault: Fault) async throws {
        let (source, _) = try Self.source(30) { asked in
            asked.contains(Self.id(7)) ? fault.answer : Self.parties(asked)
        }
        let page = try await source.changes(in: Dynamics.stream("emails"), after: nil)
        #expect(Outcome(page.changes) == Outcome(found: Set(0..<30).subtracting([7]), unreadable: [7]))
    }

    @Test(
        arguments: [
            (Fault(status: 500), SourceError.Code.unavailable, 1), (Fault(status: 500), .unavailable, 40),
            (Fault(body: #"{"value":["#), .badAnswer, 3), (Fault(status: 403), .accessDenied, 3),
            (Fault(status: 429), .throttled, 3),
        ] as [(Fault, SourceError.Code, Int)]
    )
    func `Where every question fails it is the service that fails`(
        fault: Fault,
        code: SourceError.Code,
        count: Int
    ) async throws {
        let (source, transport) = try Self.source(count) { _ in fault.answer }
        let error = await #expect(throws: SourceError.self) {
            try await source.changes(in: Dynamics.stream("emails"), after: nil)
        }
        #expect(error?.code == code)
        #expect(await transport.exchanges.count <= 2 + 16 * 4)
    }

    @Test func `What was asked for in vain is asked for once more`() async throws {
        let (source, _) = try Self.source(25) { asked in Self.parties(asked.count > 12 ? [] : asked) }
        let page = try await source.changes(in: Dynamics.stream("emails"), after: nil)
        #expect(Outcome(page.changes) == Outcome(found: Set(0..<25)))
    }

    @Test func `An activity that was deleted meanwhile is gone`() async throws {
        let (source, _) = try Self.source(3, missing: [Self.id(1)]) { asked in
            Self.parties(asked.filter { $0 != Self.id(1) })
        }
        let page = try await source.changes(in: Dynamics.stream("emails"), after: nil)
        #expect(Outcome(page.changes) == Outcome(found: [0, 2], gone: [1]))
    }

    @Test func `An activity that was postponed is read when somebody is named`() async throws {
        let (source, _) = try Self.source(1) { Self.parties($0) }
        let changes = try await source.changes(of: [ItemKey(Self.id(0))], in: Dynamics.stream("emails"))
        #expect(Outcome(changes) == Outcome(found: [0]))
    }
}
