import Connector
import MailboxReading
import Testing

@testable import EWS

@Suite struct `A calendar's cursor` {
    @Test(
        "comes back as it was written, with any state",
        arguments: [
            CalendarCursor.Phase.resting(day: 20_522, unread: UnreadStretches()),
            .looking(lastDay: nil, unread: UnreadStretches(text: "5:6,7:9") ?? UnreadStretches()),
            .looking(lastDay: 20_522, unread: UnreadStretches()),
            .reading(
                CalendarProgress(day: 20_522, position: 1_741_478_400, length: 2_678_400, unread: UnreadStretches())
            ),
            .reading(
                CalendarProgress(
                    day: -1,
                    position: -86_400,
                    length: 1,
                    unread: UnreadStretches(text: "-60:60") ?? UnreadStretches()
                )
            ),
        ],
        ["H4sIAAA=", "a b  c ", "2 rest 2 - x"]
    )
    func roundTrip(phase: CalendarCursor.Phase, state: String) throws {
        let place = CalendarCursor(phase: phase, syncState: state)
        #expect(try CalendarCursor(place.cursor) == place)
    }

    @Test(
        "of another version is expired",
        arguments: [
            "", "2", "2 rest", "2 rest 5", "2 rest 5 - ", "2 rest x - s", "1 rest 5 s", "2 rest 5 6 s",
            "2 read 5 6 - s",
            "2 read 5 6 0 - s", "2 look x - s", "2 sleep 5 - s", "H4sIAAA=",
        ]
    )
    func expired(text: String) throws {
        let error = #expect(throws: SourceError.self) { try CalendarCursor(Cursor(text)) }
        #expect(error?.code == .cursorExpired)
    }
}
