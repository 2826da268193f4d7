import Connector
import MailboxReading
import Testing

@testable import EWS

@Suite struct `A calendar's cursor` {
    @Test(
        "comes back as it was written, with any state",
        arguments: [
            CalendarCursor.Phase.resting(CalendarRest(day: 20_522, wholeDay: 20_520, unread: UnreadStretches())),
            .resting(CalendarRest(day: 20_522, wholeDay: nil, unread: UnreadStretches())),
            .looking(
                CalendarRest(day: nil, wholeDay: nil, unread: UnreadStretches(text: "5:6,7:9") ?? UnreadStretches())
            ),
            .looking(CalendarRest(day: 20_522, wholeDay: 20_522, unread: UnreadStretches())),
            .reading(
                CalendarProgress(day: 20_522, position: 1_741_478_400, length: 2_678_400, unread: UnreadStretches()),
                wholeDay: 20_520
            ),
            .reading(
                CalendarProgress(
                    day: -1,
                    position: -86_400,
                    length: 1,
                    unread: UnreadStretches(text: "-60:60") ?? UnreadStretches()
                ),
                wholeDay: -1
            ),
        ],
        ["H4sIAAA=", "a b  c ", "3 rest 2 2 - x"]
    )
    func roundTrip(phase: CalendarCursor.Phase, state: String) throws {
        let place = CalendarCursor(phase: phase, syncState: state)
        #expect(try CalendarCursor(place.cursor) == place)
    }

    @Test(
        "of another version is expired",
        arguments: [
            "", "3", "3 rest", "3 rest 5", "3 rest 5 5", "3 rest 5 5 - ", "3 rest x 5 - s", "3 rest 5 x - s",
            "3 rest - 5 - s", "2 rest 5 - s", "1 rest 5 s", "3 rest 5 5 6 s", "3 read 5 6 - 5 s",
            "3 read 5 6 0 - 5 s", "3 read 5 6 7 - x s", "3 read 5 6 7 - - s", "3 look x 5 - s", "3 sleep 5 5 - s",
            "H4sIAAA=",
        ]
    )
    func expired(text: String) throws {
        let error = #expect(throws: SourceError.self) { try CalendarCursor(Cursor(text)) }
        #expect(error?.code == .cursorExpired)
    }
}
