import Connector
import ConnectorTesting
import Interactions
import Testing

@testable import EWS

@Suite struct `Items` {
    private static let name =
        "/o=ExchangeLabs/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=0123456789abcdef0123456789abcdef-Anna"

    @Test func `of mail folders become mail records`() async throws {
        let results = try await Samples.read(Fixture.bytes("ews/getitem-message.xml"), as: Samples.getItem)
        try #require(results.count == 3)
        guard case .success(.message(let message)) = results[0], case .success(.message(let request)) = results[2]
        else {
            Issue.record("no messages")
            return
        }
        #expect(message.toRecipients.map(\.directoryName) == [Self.name, nil])

        var expected = SourceMail()
        expected.itemClass = "IPM.Note"
        expected.internetMessageID = "<m1@example.com>"
        expected.inReplyTo = "<m0@example.com>"
        expected.references = "<m0@example.com>"
        expected.conversationIndex = "Ac1B"
        expected.sentAt = Timestamp(iso8601: "2026-03-02T09:15:25.123456Z")
        expected.receivedAt = Timestamp(iso8601: "2026-03-02T09:15:27Z")
        expected.from = .smtp("boss@example.com")
        expected.sender = .smtp("sam@example.com")
        expected.to = [.smtp("anna@example.com"), .smtp("Ben@Example.com")]
        expected.cc = [.smtp("dora@partner.example")]
        expected.bcc = [.smtp("eve@example.com")]
        expected.subject = "Café & bar"
        expected.headers[.autoSubmitted] = "auto-replied"
        expected.headers[.listID] = "<news.example.com>"
        expected.headers[.listUnsubscribe] = "<mailto:leave@example.com>"
        expected.headers[.precedence] = "bulk"
        #expect(SourceMail(message, addresses: [Self.name.lowercased(): "anna@example.com"]) == expected)

        expected.to[0] = .directory(Self.name.lowercased())
        #expect(SourceMail(message, addresses: [:]) == expected)

        #expect(results[1] == .failure(ResponseFailure(code: ResponseCode("ErrorItemNotFound"))))

        var invitation = SourceMail()
        invitation.itemClass = "IPM.Schedule.Meeting.Request"
        invitation.sensitivity = .private
        #expect(SourceMail(request, addresses: [:]) == invitation)
    }

    @Test func `of calendars become event records with the owner's own answer`() async throws {
        let results = try await Samples.read(Fixture.bytes("ews/getitem-calendar.xml"), as: Samples.getItem)
        guard results.count == 2, case .success(.calendarItem(let exception)) = results[0],
            case .success(.calendarItem(let cancelled)) = results[1]
        else {
            Issue.record("no calendar items")
            return
        }
        var expected = SourceEvent()
        expected.uid = "040000008200E00074C5B7101A82E008"
        expected.originalStart = Timestamp(iso8601: "2026-03-03T08:00:00Z")
        expected.start = Timestamp(iso8601: "2026-03-03T09:00:00Z")
        expected.end = Timestamp(iso8601: "2026-03-03T10:00:00Z")
        expected.isRecurring = true
        expected.organizer = .smtp("boss@example.com")
        expected.required = [
            .init(address: .smtp("anna@example.com"), response: .accepted),
            .init(address: .smtp("ben@example.com"), response: .declined),
        ]
        expected.optional = [.init(address: .smtp("dora@partner.example"), response: .none)]
        expected.resources = [.init(address: .smtp("room1@example.com"), response: .tentative)]
        expected.invitation = .accepted
        expected.sensitivity = .confidential
        #expect(SourceEvent(exception, addresses: [:], of: Exchange.mailbox, ownerAddresses: []) == expected)

        var allDay = SourceEvent()
        allDay.start = Timestamp(iso8601: "2026-07-01T22:00:00Z")
        allDay.end = Timestamp(iso8601: "2026-07-02T22:00:00Z")
        allDay.isAllDay = true
        allDay.isCancelled = true
        #expect(SourceEvent(cancelled, addresses: [:], of: Exchange.mailbox, ownerAddresses: []) == allDay)
    }

    @Test(
        "know an occurrence by where the rule puts it",
        arguments: [
            ("Single", nil, nil, nil, false),
            ("Occurrence", nil, nil, "2026-01-05T10:00:00Z", true),
            ("Occurrence", "2026-01-01T10:00:00Z", nil, "2026-01-01T10:00:00Z", true),
            ("Exception", nil, "2026-01-02T10:00:00Z", "2026-01-02T10:00:00Z", true),
            ("Exception", "2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z", "2026-01-01T10:00:00Z", true),
            ("RecurringMaster", nil, nil, nil, true),
        ] as [(String, String?, String?, String?, Bool)]
    )
    func originalStart(type: String, recurrenceID: String?, original: String?, expected: String?, recurring: Bool) {
        var item = CalendarItem(itemID: "i")
        item.calendarItemType = type
        item.start = Timestamp(iso8601: "2026-01-05T10:00:00Z")
        item.recurrenceID = recurrenceID.flatMap { Timestamp(iso8601: $0) }
        item.originalStart = original.flatMap { Timestamp(iso8601: $0) }
        let record = SourceEvent(item, addresses: [:], of: Exchange.mailbox, ownerAddresses: [])
        #expect(record.originalStart == expected.flatMap { Timestamp(iso8601: $0) })
        #expect(record.isRecurring == recurring)
    }

    @Test(
        "name people by address, directory name or not at all",
        arguments: [
            ("ann@example.com", "SMTP", .smtp("ann@example.com")),
            ("ann@example.com", nil, .smtp("ann@example.com")),
            ("/o=Org/cn=Known", "EX", .smtp("known@example.com")),
            ("/O=ORG/CN=KNOWN", nil, .smtp("known@example.com")),
            ("/o=Org/cn=Other", "EX", .directory("/o=org/cn=other")),
            ("+49 30 1234", "FAX", .smtp("+49 30 1234")), ("Unknown", nil, .smtp("Unknown")),
            ("/O=Org/cn=Known", "SMTP", .smtp("known@example.com")),
            ("IMCEAEX-_O=ORG_CN=KNOWN@example.com", "SMTP", .smtp("known@example.com")),
            ("imceaex-_o=Org_cn=Other@prod.example", nil, .directory("/o=org/cn=other")),
            ("someone", "MAPIPDL", nil),
            (nil, "SMTP", nil),
        ] as [(String?, String?, SourceAddress?)]
    )
    func addresses(address: String?, routing: String?, expected: SourceAddress?) {
        let mailbox = MailboxAddress(emailAddress: address, routingType: routing)
        #expect(mailbox.recordAddress(["/o=org/cn=known": "known@example.com"]) == expected)
    }

    @Test func `with a sensitivity nobody knows count as private`() {
        let words = ["Normal", "Personal", "Private", "Confidential", "Sealed"]
        #expect(words.map { Sensitivity(ews: $0) } == [.normal, .personal, .private, .confidential, .private])
        #expect(Sensitivity(ews: nil) == .normal)
    }
}
