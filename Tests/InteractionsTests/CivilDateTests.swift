import Interactions
import Testing

/// Days as services write them.
struct CivilDateTests {
    @Test(arguments: [
        ("2026-11-30", 2026, 11, 30), ("0001-01-01", 1, 1, 1), ("2024-02-29T23:59:59Z", 2024, 2, 29),
    ])
    func `A day stands alone or before a time`(text: String, year: Int, month: Int, day: Int) {
        #expect(CivilDate(iso8601: text) == CivilDate(year: year, month: month, day: day))
    }

    @Test(arguments: [
        "", "2026", "2026-11", "2026-11-3", "2026-11-31", "2026-13-01", "2023-02-29", "0000-01-01", "2026/11/30",
        "20261130", "2026-11-30 10:00", "2026-11-300", "-026-11-30", "2026-1a-30", "２０２６-11-30",
    ])
    func `What is no day is none`(text: String) {
        #expect(CivilDate(iso8601: text) == nil)
    }
}
