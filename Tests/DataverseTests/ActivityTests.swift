import Connector
import ConnectorTesting
import Dataverse
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// E-mails, appointments and phone calls with who took part.
struct ActivityTests {
    /// - Parameter parties: rows of `activityparties`; one that is only there to be shown where it makes no difference.
    private static func activities(
        _ entitySet: String,
        _ rows: String,
        parties: String = party(12, #""addressused":"chat@x.example""#)
    ) async throws -> [Change] {
        let (source, _) = try Dynamics.source { path, _ in
            path.hasPrefix("/api/data/v9.2/activityparties?")
                ? Dynamics.answer(#"{"value":[\#(parties)]}"#) : Dynamics.delta(rows)
        }
        return try await source.changes(in: Dynamics.stream(entitySet), after: nil).changes
    }

    private static func found(_ kind: SourceActivity.Kind, _ fill: (inout SourceActivity) -> Void) -> [Change] {
        var activity = SourceActivity(kind, id: "\(Dynamics.id)1")
        fill(&activity)
        return [.found(ItemKey(activity.id), .activity(activity))]
    }

    private static func party(_ mask: Int, _ rest: String) -> String {
        #"{"_activityid_value":"\#(Dynamics.id)1","participationtypemask":\#(mask),\#(rest)}"#
    }

    @Test func `A sent e-mail has its identity, its time and its parties`() async throws {
        let row = """
            {"activityid":"\(Dynamics.id)1","statuscode":3,"directioncode":true,"senton":"2026-11-20T08:30:00Z",
            "messageid":"<a@mail.example>","inreplyto":"<b@mail.example>",\(Dynamics.lookup("regardingobjectid", "opportunity", 7))}
            """
        let parties = [
            Self.party(1, #""addressused":"ann@contoso.example",\#(Dynamics.lookup("partyid", "systemuser", 2))"#),
            Self.party(2, #""addressused":"ben@fabrikam.example",\#(Dynamics.lookup("partyid", "contact", 3))"#),
            Self.party(3, #""addressused":"unknown@fabrikam.example","_partyid_value":null"#),
            Self.party(
                4,
                #""addressused":"gone@fabrikam.example","ispartydeleted":true,\#(Dynamics.lookup("partyid", "contact", 4))"#
            ),
            Self.party(8, Dynamics.lookup("partyid", "opportunity", 7)),
            Self.party(12, #""addressused":"chat@x.example""#),
            Self.party(2, #""addressused":null,"_partyid_value":null"#),
            Self.party(77, #""addressused":"a@x.example""#),
            Self.party(11, Dynamics.lookup("partyid", "knowledgearticle", 5)),
        ]
        let expected = Self.found(.email) { activity in
            activity.internetMessageID = "<a@mail.example>"
            activity.inReplyTo = "<b@mail.example>"
            activity.start = Timestamp(iso8601: "2026-11-20T08:30:00Z")
            activity.isOutgoing = true
            activity.regarding = Dynamics.reference(.opportunity, 7)
            activity.parties = [
                .init(role: .sender, address: "ann@contoso.example", record: Dynamics.reference(.user, 2)),
                .init(role: .to, address: "ben@fabrikam.example", record: Dynamics.reference(.contact, 3)),
                .init(role: .cc, address: "unknown@fabrikam.example", record: nil),
                .init(role: .bcc, address: "gone@fabrikam.example", record: nil),
                .init(role: .regarding, address: nil, record: Dynamics.reference(.opportunity, 7)),
            ]
        }
        #expect(try await Self.activities("emails", row, parties: parties.joined(separator: ",")) == expected)
    }

    /// Status reasons of e-mails: 1 draft, 2 completed, 3 sent, 4 received, 5 canceled, 6 pending, 7 sending, 8 failed.
    @Test(arguments: 1...8)
    func `Only what was sent or received counts, and of nothing else anybody is asked for`(status: Int) async throws {
        let row = #"{"activityid":"\#(Dynamics.id)1","statuscode":\#(status),"actualend":"2026-11-20T08:30:00Z"}"#
        let (source, transport) = try Dynamics.source { path, _ in
            path.contains("activityparties")
                ? Dynamics.answer(#"{"value":[\#(Self.party(9, Dynamics.lookup("partyid", "systemuser", 2)))]}"#)
                : Dynamics.delta(row)
        }
        let page = try await source.changes(in: Dynamics.stream("emails"), after: nil)
        guard case .found(_, .activity(let activity)) = page.changes.first else { throw Unexpected() }
        #expect(activity.isPending == ![3, 4].contains(status))
        #expect(await transport.exchanges.count == (activity.isPending ? 2 : 3))
    }

    private struct Unexpected: Error {}

    @Test func `An appointment stands where it was planned, and one of a series says so`() async throws {
        let row = """
            {"activityid":"\(Dynamics.id)1","statecode":1,"scheduledstart":"2026-11-20T08:00:00Z",
            "scheduledend":"2026-11-20T09:00:00Z","actualstart":"2026-11-20T08:05:00Z","isalldayevent":false,
            "globalobjectid":"040000008200E0","instancetypecode":2}
            """
        let expected = Self.found(.appointment) { activity in
            activity.start = Timestamp(iso8601: "2026-11-20T08:00:00Z")
            activity.end = Timestamp(iso8601: "2026-11-20T09:00:00Z")
            activity.globalObjectID = "040000008200E0"
            activity.isCompleted = true
            activity.isRecurring = true
        }
        #expect(try await Self.activities("appointments", row) == expected)
    }

    @Test(arguments: [(0, false), (2, true), (3, true), (4, true), (5, false)])
    func `Where its series put it is said of an appointment of a series alone`(type: Int, isRecurring: Bool)
        async throws
    {
        let row = """
            {"activityid":"\(Dynamics.id)1","statecode":1,"scheduledstart":"2026-11-20T08:00:00Z",
            "originalstartdate":"2026-11-19T08:00:00Z","instancetypecode":\(type)}
            """
        let expected = Self.found(.appointment) { activity in
            activity.start = Timestamp(iso8601: "2026-11-20T08:00:00Z")
            activity.isRecurring = isRecurring
            activity.isCompleted = true
            activity.originalStart = isRecurring ? Timestamp(iso8601: "2026-11-19T08:00:00Z") : nil
        }
        #expect(try await Self.activities("appointments", row) == expected)
    }

    @Test func `A cancelled appointment is cancelled, and a series is no meeting`() async throws {
        let cancelled = #"{"activityid":"\#(Dynamics.id)1","statecode":2,"instancetypecode":0}"#
        #expect(
            try await Self.activities("appointments", cancelled) == Self.found(.appointment) { $0.isCancelled = true }
        )
        let master = #"{"activityid":"\#(Dynamics.id)1","statecode":3,"instancetypecode":1}"#
        #expect(try await Self.activities("appointments", master) == [.gone(ItemKey("\(Dynamics.id)1"))])
    }

    @Test(arguments: [
        (#""actualstart":"2026-11-20T08:00:00Z","actualend":"2026-11-20T08:09:00Z""#, "08:00", "08:09"),
        (#""actualend":"2026-11-20T08:09:00Z","actualdurationminutes":9"#, "08:00", "08:09"),
        (#""actualstart":"2026-11-20T08:00:00Z","actualdurationminutes":5"#, "08:00", "08:05"),
        (#""actualend":"2026-11-20T08:09:00Z""#, "08:09", "08:09"),
        (
            #""actualstart":"2026-11-20T08:00:00Z","actualend":"2026-11-20T08:09:00Z","actualdurationminutes":9223372036854775807"#,
            "08:00", "08:09"
        ),
        (
            #""actualstart":"2026-11-20T08:00:00Z","actualdurationminutes":-9223372036854775808,"actualend":"2026-11-20T08:01:00Z""#,
            "08:00", "08:01"
        ),
        (#""actualstart":"2026-11-20T08:00:00Z","actualdurationminutes":-1"#, "08:00", "08:00"),
    ])
    func `A phone call lasts from its start to its end, whichever two are known`(
        times: String,
        start: String,
        end: String
    )
        async throws
    {
        let row = #"{"activityid":"\#(Dynamics.id)1","statecode":1,"directioncode":false,\#(times)}"#
        let expected = Self.found(.phoneCall) { activity in
            activity.isOutgoing = false
            activity.isCompleted = true
            activity.start = Timestamp(iso8601: "2026-11-20T\(start):00Z")
            activity.end = Timestamp(iso8601: "2026-11-20T\(end):00Z")
        }
        #expect(try await Self.activities("phonecalls", row) == expected)
    }

    @Test(
        arguments: [
            // What is due has its time as an end; what actual times an open one has, it has not yet.
            (0, #""scheduledstart":"2026-11-20T08:00:00Z","scheduledend":"2026-11-20T08:30:00Z""#, "08:00"),
            (0, #""scheduledend":"2026-11-20T08:30:00Z""#, "08:30"),
            (
                0,
                #""scheduledstart":"2026-11-20T08:00:00Z","actualstart":"2026-11-19T08:00:00Z","actualdurationminutes":30"#,
                "08:00"
            ),
            (0, #""actualstart":"2026-11-20T08:00:00Z""#, nil), (0, #""actualdurationminutes":30"#, nil),
            (1, #""scheduledstart":"2026-11-20T08:00:00Z","actualend":"2026-11-20T08:10:00Z""#, "08:10"),
        ] as [(Int, String, String?)]
    )
    func `A call that is still to be made is a plan if it has a time`(state: Int, times: String, at: String?)
        async throws
    {
        let row = #"{"activityid":"\#(Dynamics.id)1","statecode":\#(state),\#(times)}"#
        guard case .found(_, .activity(let call)) = try await Self.activities("phonecalls", row).first else {
            throw Unexpected()
        }
        #expect(call.isPlanned == (state == 0 && at != nil))
        #expect(call.isPending == (state == 0 && at == nil))
        if let at { #expect(call.start == Timestamp(iso8601: "2026-11-20T\(at):00Z")) }
    }

    @Test func `Of a planned call it is asked who takes part`() async throws {
        let row = #"{"activityid":"\#(Dynamics.id)1","statecode":0,"scheduledstart":"2026-11-20T08:00:00Z"}"#
        let party = Self.party(2, #""addressused":"ben@fabrikam.example""#)
        guard case .found(_, .activity(let call)) = try await Self.activities("phonecalls", row, parties: party).first
        else { throw Unexpected() }
        #expect(call.parties.map(\.address) == ["ben@fabrikam.example"])
    }

    @Test func `Participants are asked for in portions that every proxy lets through`() async throws {
        let rows = (10..<90).map { number in
            #"{"activityid":"0b5f2a6e-1111-4222-8333-4444555566\#(number)","statuscode":3,"senton":"2026-11-20T08:30:00Z"}"#
        }
        let (source, transport) = try Dynamics.source { path, _ in
            guard path.contains("activityparties") else { return Dynamics.delta(rows.joined(separator: ",")) }
            // One party for each activity that was asked for.
            let ids = path.split(separator: "%20eq%20").dropFirst().map { $0.prefix(36) }
            let parties = ids.map {
                #"{"_activityid_value":"\#($0)","participationtypemask":1,"addressused":"a@x.example"}"#
            }
            return Dynamics.answer(#"{"value":[\#(parties.joined(separator: ","))]}"#)
        }
        let page = try await source.changes(in: Dynamics.stream("emails"), after: nil)
        let counts = page.changes.map { change -> Int in
            guard case .found(_, .activity(let activity)) = change else { return -1 }
            return activity.parties.count
        }
        #expect(counts == Array(repeating: 1, count: 80))
        let questions = await transport.exchanges.compactMap(\.request.path).filter { $0.contains("activityparties") }
        #expect(questions.count == 4)
        #expect(questions.allSatisfy { $0.utf8.count < 2_048 })
    }
}
