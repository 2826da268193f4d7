import Testing

@testable import Scoring

/// How the expected interval is learnt.
struct RhythmTests {
    private func interval(_ ages: some Sequence<Int>, expected: Int64 = 7) -> Int64 {
        var rhythm = Rhythm()
        for age in ages { rhythm.add(age: Int64(age) * 86_400_000_000 + 5, isTheirs: true) }
        return rhythm.takeInterval(expected: expected, prior: 60)
    }

    @Test(
        arguments: [
            ([], 7), ([3], 7), ([1, 2, 3], 7), (Array(stride(from: 0, to: 360, by: 30)), 30),
            (Array(stride(from: 5, to: 365, by: 91)), 91), (Array(0..<200), 3), ([10, 360], 182),
            ([0, 1, 2, 40, 41, 42], 7), (Array(stride(from: 2, to: 300, by: 14)), 14),
        ] as [([Int], Int64)]
    )
    func `half of the time lies in gaps no longer than the interval`(ages: [Int], expected: Int64) {
        #expect(interval(ages) == expected)
    }

    @Test func `the order does not matter, and one record leaves nothing for the next`() {
        var rhythm = Rhythm()
        for age in [300, 0, 150, 75, 225] { rhythm.add(age: Int64(age) * 86_400_000_000, isTheirs: false) }
        #expect(rhythm.takeInterval(expected: 7, prior: 60) == 75)
        #expect(rhythm.takeInterval(expected: 7, prior: 60) == 7)
    }

    @Test(
        arguments: [
            (Array(stride(from: 200, to: 333, by: 7)), 7), (Array(stride(from: 300, to: 357, by: 7)), 7),
            ([300, 307, 314], 7), ((0..<60).map { 200 + $0 }, 4), (Array(stride(from: 180, to: 361, by: 30)), 30),
        ] as [([Int], Int64)]
    )
    func `a long silence that ended yesterday is not the rhythm`(ages: [Int], expected: Int64) {
        #expect(interval([1] + ages) == expected)
    }

    @Test func `visits twice a year are a rhythm, and one visit after many is not`() {
        #expect(interval([90, 92, 272, 274]) == 180)
        #expect(interval([60, 149, 238, 327]) == 89)
    }

    @Test func `where they were in contact, nothing else makes the rhythm`() {
        var rhythm = Rhythm()
        for age in stride(from: 0, to: 360, by: 2) { rhythm.add(age: Int64(age) * 86_400_000_000, isTheirs: false) }
        for age in stride(from: 5, to: 360, by: 30) { rhythm.add(age: Int64(age) * 86_400_000_000, isTheirs: true) }
        #expect(rhythm.takeInterval(expected: 7, prior: 60) == 30)
    }

    @Test func `bursts around a visit do not hide its rhythm`() {
        let ages = (0..<5).flatMap { visit in [0, 1, 2, 3].map { 60 * visit + $0 } }
        #expect(interval(ages) == 57)
    }

    @Test func `the setting rules where it expects contact every day`() {
        #expect(interval([], expected: 1) == 1)
        #expect(interval(0..<100, expected: 1) == 1)
        #expect(interval([], expected: 30) == 30)
    }
}
