import Connector
import ConnectorTesting
import Interactions
import Testing

@testable import EWS

/// What is read of a calendar after the first time.
extension `A calendar` {
    private static func later(_ days: Int) -> Timestamp { today.advanced(by: .seconds(days * 86_400)) }

    /// A calendar that was read today.
    private static func read(_ server: Server) async throws -> Cursor {
        let rest = try #require(try await round(source(server), after: nil).last?.cursor)
        await server.forgetQuestions()
        return rest
    }

    private static let zoe = """
        <t:Attendee><t:Mailbox><t:EmailAddress>z@x.example</t:EmailAddress></t:Mailbox></t:Attendee>
        """

    private static func asked(_ server: Server) async -> [String] { await server.questions.map(\.operation) }

    // MARK: A new day

    @Test func `is read on a new day where its window has reached, and nowhere else`() async throws {
        let server = Server([
            ("before", "2027-03-11T09:00:00Z", "2027-03-11T10:00:00Z"),
            ("over", "2027-03-11T23:00:00Z", "2027-03-12T01:00:00Z"),
            ("new", "2027-03-12T00:00:00Z", "2027-03-12T01:00:00Z"),
            ("later", "2027-03-13T00:00:00Z", "2027-03-13T01:00:00Z"),
        ])
        let rest = try await Self.read(server)
        let sameDay = Self.source(server, at: Self.today.advanced(by: .seconds(8 * 3_600)))
        #expect(try await sameDay.changes(in: Self.stream, after: rest).changes.isEmpty)
        await server.forgetQuestions()
        let page = try await Self.source(server, at: Self.later(1)).changes(in: Self.stream, after: rest)
        #expect(page.changes.map(\.item.text) == ["new"])
        #expect(page.isLast && !page.startsRound)
        #expect(await Self.asked(server) == ["SyncFolderItems", "FindItem", "GetItem"])
        #expect(await server.questions[1].viewStart == "2027-03-12T00:00:00Z")
        #expect(await server.questions[1].viewEnd == "2027-03-13T00:00:00Z")
        await server.forgetQuestions()
        let next = try await Self.source(server, at: Self.later(3)).changes(in: Self.stream, after: page.cursor)
        #expect(next.changes.map(\.item.text) == ["later"])
        #expect(await server.questions[1].viewEnd == "2027-03-15T00:00:00Z")
    }

    @Test(arguments: [(-1, true), (1, false), (6, false), (7, true), (400, true)])
    func `is read as a whole when that was long ago`(days: Int, startsRound: Bool) async throws {
        let server = Server([])
        var cursor = try await Self.read(server)
        let end = try await Self.source(server, at: Self.later(days)).changes(in: Self.stream, after: cursor)
        #expect(end.startsRound == startsRound)
        // Neither do days in between put it off.
        guard days == 7 else { return }
        for day in 1..<7 {
            let page = try await Self.source(server, at: Self.later(day)).changes(in: Self.stream, after: cursor)
            #expect(!page.startsRound)
            cursor = page.cursor
        }
        #expect(try await Self.source(server, at: Self.later(7)).changes(in: Self.stream, after: cursor).startsRound)
    }

    @Test func `is read as a whole where its window is shorter than the days that went by`() async throws {
        let server = Server([])
        func source(_ days: Int) -> EWSSource {
            Self.source(server, at: Self.later(days)) { ($0.calendarDaysBack, $0.calendarDaysAhead) = (0, 1) }
        }
        let rest = try #require(try await Self.round(source(0), after: nil).last?.cursor)
        #expect(try await !source(1).changes(in: Self.stream, after: rest).startsRound)
        #expect(try await source(2).changes(in: Self.stream, after: rest).startsRound)
        #expect(try await source(3).changes(in: Self.stream, after: rest).startsRound)
    }

    // MARK: Changed items

    @Test(arguments: [
        ("<t:Attendee><t:ResponseType>Accept</t:ResponseType></t:Attendee>", false),
        ("<t:Attendee><t:Mailbox/><t:ResponseType>Accept</t:ResponseType></t:Attendee>", false),
        ("<t:Attendee/>", false), ("<t:Attendee><t:Mailbox><t:Name/></t:Mailbox></t:Attendee>", false),
        ("<t:Attendee><t:Mailbox><t:EmailAddress></t:EmailAddress></t:Mailbox></t:Attendee>", false),
        (
            "<t:Attendee><t:Mailbox><t:EmailAddress>z@x.example</t:EmailAddress></t:Mailbox></t:Attendee><t:Attendee/>",
            false
        ),
        (zoe, true),
        ("<t:Attendee><t:Mailbox><t:Name>A private list</t:Name></t:Mailbox></t:Attendee>", true), ("", true),
    ])
    func `does not believe a meeting that hides with whom it is`(attendees: String, isRead: Bool) async throws {
        let server = Server([Self.event("a", "03-10T09:00", "03-10T10:00")])
        await server.invite(attendees)
        let page = try #require(try await Self.round(Self.source(server), after: nil).last { !$0.changes.isEmpty })
        #expect(page.changes.map(\.item.text) == ["a"])
        if case .unreadable = page.changes.first { #expect(!isRead) } else { #expect(isRead) }
    }

    @Test(arguments: ["Create", "Update"])
    func `takes items that stand alone by themselves`(kind: String) async throws {
        let server = Server([
            Self.event("a", "03-10T09:00", "03-10T10:00"), ("past", "2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z"),
            ("far", "2027-03-12T00:00:00Z", "2027-03-12T01:00:00Z"),
            ("long", "2025-01-01T00:00:00Z", "2028-01-01T00:00:00Z"),
        ])
        let rest = try await Self.read(server)
        await server.change(to: "s2", ["a", "past", "far", "long"].map { (kind, $0) } + [("ReadFlagChange", "b")])
        let page = try await Self.source(server).changes(in: Self.stream, after: rest)
        #expect(page.changes.map(\.item.text) == ["a", "past", "far", "long"])
        #expect(page.changes[1...2] == [.gone(ItemKey("past")), .gone(ItemKey("far"))])
        #expect(page.isLast && !page.startsRound)
        #expect(await Self.asked(server) == ["SyncFolderItems", "GetItem"])
        // What they were before, the next day's round tells.
        let nextDay = Self.source(server, at: Self.later(1))
        #expect(try await nextDay.changes(in: Self.stream, after: page.cursor).startsRound)
        #expect(try await Self.source(server).changes(in: Self.stream, after: page.cursor).changes.isEmpty)
    }

    @Test(
        "is read as a whole where more changed than items that stand alone",
        arguments: [
            [("Update", "series")], [("Update", "a"), ("Create", "series")], [("Delete", "a")],
            [("Update", "a"), ("Delete", "b")], [("Create", "vanished")], [("Update", "unknown")],
            (0...50).map { ("Update", "e\($0)") },
        ]
    )
    func whole(changes: [(kind: String, id: String)]) async throws {
        let events = (0...50).map { Self.event("e\($0)", "03-10T09:00", "03-10T10:00") }
        let server = Server(
            ["a", "series", "vanished"].map { Self.event($0, "03-10T09:00", "03-10T10:00") } + events
        )
        let rest = try await Self.read(server)
        await server.repeats("series")
        await server.remove("vanished")
        await server.change(to: "s2", changes)
        let page = try await Self.source(server).changes(in: Self.stream, after: rest)
        #expect(page.startsRound)
    }
}
