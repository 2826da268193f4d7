import ExchangeSimulator
import FoundationEssentials
import Testing

struct TenantFileTests {
    private static let mailKinds: Set<SimulatedMessage.Kind> = [.note, .signedNote, .sharing]

    private static func small() throws -> (tenant: TenantState, truth: GroundTruth) {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try TenantFile(path: root.appending(path: "Fixtures/tenants/small.json").path()).build()
    }

    private static let anna = "anna.bauer@contoso.example"
    private static let all: Set<String> = [
        anna, "ben.okafor@contoso.example", "chloe.moreau@fabrikam.example", "daniel.reid@contoso.example",
        "info@contoso.example", "room-matterhorn@contoso.example",
    ]

    // MARK: The fixture; numbers are counted by hand, see Fixtures/tenants/README.md

    @Test(arguments: zip(all.sorted(), [(11, 33), (6, 34), (5, 31), (4, 7), (2, 4), (0, 30)]))
    func `Each mailbox of the small tenant holds what its description says`(
        mailbox: String,
        expected: (mails: Int, meetings: Int)
    ) throws {
        let (tenant, truth) = try Self.small()
        let window = tenant.now - 365 * 86_400..<tenant.now + 365 * 86_400
        #expect(truth.mailCount(in: [mailbox], kinds: Self.mailKinds) == expected.mails)
        #expect(truth.meetingCount(in: [mailbox], overlapping: window) == expected.meetings)
    }

    @Test func `Mailboxes that share mails and meetings count them once, private ones for each owner`() throws {
        let (tenant, truth) = try Self.small()
        let window = tenant.now - 365 * 86_400..<tenant.now + 365 * 86_400
        #expect(truth.mailCount(in: Self.all, kinds: Self.mailKinds) == 15 + 2)
        #expect(truth.mailCount(in: Self.all, kinds: [.meetingAccepted]) == 1)
        #expect(truth.meetingCount(in: Self.all, overlapping: window) == 39 + 2)
    }

    @Test func `The series of thirty keeps its local time in summer and winter and has one exception`() throws {
        let (tenant, truth) = try Self.small()
        let occurrences = truth.occurrences(in: "room-matterhorn@contoso.example", overlapping: 0..<tenant.now * 2)
            .sorted { $0.originalStart < $1.originalStart }
        #expect(occurrences.count == 30)
        #expect(occurrences.first?.start == (try seconds("2026-06-02T08:00")))
        #expect(occurrences.last?.start == (try seconds("2026-12-22T09:00")))
        #expect(occurrences.last?.end == (try seconds("2026-12-22T09:30")))
        let exceptions = occurrences.filter(\.isException)
        #expect(exceptions.map(\.originalStart) == [try seconds("2026-09-15T08:00")])
        #expect(exceptions.map(\.start) == [try seconds("2026-09-16T12:00")])
        #expect(exceptions.map(\.end) == [try seconds("2026-09-16T13:00")])
    }

    @Test func `A cancelled occurrence is gone for the organizer and marked for the attendee`() throws {
        let (tenant, _) = try Self.small()
        let standUp = { (owner: String) in
            try #require(
                tenant.mailbox(of: owner).map { tenant[$0] }?.events.first { $0.subject == "Stand-up" }
            )
        }
        let (cancelled, deleted) = (try seconds("2026-11-18T14:00"), try seconds("2026-11-19T14:00"))
        let organizer = try standUp("ben.okafor@contoso.example")
        #expect(organizer.deleted == [cancelled, deleted])
        #expect(organizer.exceptions.isEmpty)
        #expect(organizer.attendees.map(\.response) == [.accept])
        let attendee = try standUp("daniel.reid@contoso.example")
        #expect(attendee.deleted == [deleted])
        #expect(attendee.exceptions[cancelled]?.isCancelled == true)
        #expect(attendee.attendees.map(\.response) == [.unknown])
        #expect(attendee.myResponse == .accept)
    }

    @Test func `A meeting that was cancelled as a whole is left in the attendee's calendar only`() throws {
        let (tenant, _) = try Self.small()
        let demos = tenant.mailboxes.filter { $0.events.contains { $0.subject == "Demo" } }
        #expect(demos.map(\.owner) == [Self.anna])
        #expect(demos.first?.events.first { $0.subject == "Demo" }?.isCancelled == true)
    }

    @Test func `An all-day event lies between local midnights`() throws {
        let (tenant, _) = try Self.small()
        let event = try #require(tenant.mailboxes.flatMap(\.events).first { $0.subject == "Salon de Lyon" })
        #expect(event.isAllDay)
        #expect(event.start == (try seconds("2026-07-01T22:00")))
        #expect(event.end == (try seconds("2026-07-02T22:00")))
    }

    @Test func `Folders have the names of the mailbox's language and lie where the file says`() throws {
        let (tenant, _) = try Self.small()
        let number = try #require(tenant.mailbox(of: Self.anna))
        let mailbox = tenant[number]
        let names = mailbox.folders.map(\.displayName)
        #expect(
            Set(names).isSuperset(of: ["Posteingang", "Gesendete Elemente", "Kunden", "Adatum", "Posteingang 2025"])
        )
        #expect(mailbox.folders.first { $0.isSearch }?.displayName == "Ungelesene Nachrichten")
        let adatum = try #require(mailbox.folders.first { $0.displayName == "Adatum" })
        #expect(adatum.itemCount == 1)
        let parent = try #require(adatum.parent)
        #expect(mailbox[parent].parent == mailbox.number(of: .inbox))
    }

    @Test func `A deleted user is a party without address, one outside is no user`() throws {
        let (tenant, _) = try Self.small()
        let messages = (0..<tenant.messages.count).map { tenant.messages[MessageNumber(value: UInt32($0))] }
        let farewell = try #require(messages.first { $0.messageID == "<farewell@contoso.example>" })
        let erik = tenant.parties[try #require(farewell.from)]
        #expect(erik.address == nil)
        #expect(erik.distinguishedName?.hasSuffix("-erik.lund") == true)
        let terms = try #require(messages.first { $0.messageID == "<terms@contoso.example>" })
        #expect(terms.to.map { tenant.parties[$0] } == [Party(name: "Karl Groß", address: "karl.gross@adatum.example")])
        #expect(terms.bcc.map { tenant.parties[$0].address } == ["daniel.reid@contoso.example"])
        let answer = try #require(messages.first { $0.messageID == "<offer-2@contoso.example>" })
        #expect(answer.answers.map { tenant.messages[$0].messageID } == "<offer-1@adatum.example>")
        #expect(messages.first { $0.messageID.hasPrefix("<bell") }?.subject.unicodeScalars.contains("\u{7}") == true)
    }

    // MARK: What is wrong in a file

    private static let sound = """
        {
          "domains": ["a.example"], "now": "2026-11-23T12:00:00Z",
          "users": [{"address": "x@a.example", "name": "X"}],
          "folders": [{"mailbox": "x@a.example", "path": "inbox/Sub"}],
          "messages": [{"subject": "S", "from": "x@a.example", "to": ["Y <y@b.example>"], "sent": "2026-11-01T00:00:00Z",
            "key": "one", "copies": [{"mailbox": "x@a.example", "folder": "inbox/Sub"}]}],
          "meetings": [{"uid": "1", "subject": "M", "organizer": "x@a.example", "timeZone": "Europe/Berlin",
            "start": "2026-11-02T10:00", "end": "2026-11-02T11:00",
            "recurrence": {"pattern": "weekly", "weekdays": ["monday"], "count": 3},
            "exceptions": [{"original": "2026-11-09T10:00", "start": "2026-11-10T10:00"}]}]
        }
        """

    @Test func `The example that the errors are made of is sound`() throws {
        let (tenant, _) = try TenantFile(json: Array(Self.sound.utf8)).build()
        #expect(tenant.mailboxes.map(\.events.count) == [1])
        let exception = try #require(tenant.mailboxes[0].events[0].exceptions[try seconds("2026-11-09T09:00")])
        #expect(exception.end - exception.start == 3_600)
    }

    @Test(arguments: [
        (#""now""#, #""today""#, "today"),
        (#""sent": "2026"#, #""sent": "26"#, "messages[0].sent"),
        (#""subject": "S", "#, "", "messages[0].subject"),
        (#""subject": "S""#, #""subject": 1"#, "messages[0].subject"),
        (#""key""#, #""kye""#, "messages[0].kye"),
        (#""key": "one""#, #""answers": "two""#, "messages[0].answers"),
        ("Y <y@b.example>", "Y <nowhere>", "messages[0].to[0]"),
        (#""folder": "inbox/Sub""#, #""folder": "inbox/Other""#, "messages[0].copies[0].folder"),
        (
            #"[{"mailbox": "x@a.example", "folder""#, #"[{"mailbox": "z@a.example", "folder""#,
            "messages[0].copies[0].mailbox"
        ),
        (#""path": "inbox/Sub""#, #""path": "outside/Sub""#, "folders[0].path"),
        (#""name": "X""#, #""name": "X", "timeZone": "Mars/Olympus""#, "users[0].timeZone"),
        (#"[{"address""#, #"[{"kind": "robot", "address""#, "users[0].kind"),
        ("Europe/Berlin", "Europe/Atlantis", "meetings[0].timeZone"),
        (#""end": "2026-11-02T11:00""#, #""end": "2026-11-02T09:00""#, "meetings[0].end"),
        (#""start": "2026-11-02T10:00""#, #""start": "2026-11-02 10:00""#, "meetings[0].start"),
        (#""start": "2026-11-02T10:00""#, #""start": "2026-11-01T10:00""#, "meetings[0].start"),
        (#"["monday"]"#, #"["moonday"]"#, "meetings[0].recurrence.weekdays[0]"),
        (#"["monday"]"#, "[]", "meetings[0].recurrence.weekdays"),
        (#""weekly""#, #""hourly""#, "meetings[0].recurrence.pattern"),
        (#""count": 3"#, #""count": 0"#, "meetings[0].recurrence.count"),
        (#""count": 3"#, #""count": 3, "until": "2026-12-01""#, "meetings[0].recurrence"),
        (
            #""original": "2026-11-09T10:00""#, #""original": "2026-11-09T10:30""#,
            "meetings[0].exceptions[0].original"
        ),
        (
            #""original": "2026-11-09T10:00""#, #""original": "2026-11-23T10:00""#,
            "meetings[0].exceptions[0].original"
        ),
        (#""uid": "1""#, #""uid": "1", "sensitivity": "secret""#, "meetings[0].sensitivity"),
    ])
    func `A mistake is reported with its place`(sound: String, broken: String, path: String) {
        let json = Self.sound.replacing(sound, with: broken)
        #expect(json != Self.sound)
        let error = #expect(throws: TenantFileError.self) { try TenantFile(json: Array(json.utf8)).build() }
        #expect(error?.path == path)
        #expect(error?.reason.isEmpty == false)
    }

    @Test(arguments: ["", "[]", "{", "{\"domains\": []}"])
    func `What is no tenant at all is refused`(json: String) {
        #expect(throws: TenantFileError.self) { try TenantFile(json: Array(json.utf8)).build() }
    }
}
