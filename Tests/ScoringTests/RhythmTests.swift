import Testing

@testable import Scoring

/// How the expected interval is learnt.
struct RhythmTests {
    private func interval(_ ages: some Sequence<Int>, expected: Int64 = 7) -> Int64 {
        var rhythm = Rhythm()
        for age in ages { rhythm.add(age: Int64(age) * 86_400_000_000 + 5) }
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
        for age in [300, 0, 150, 75, 225] { rhythm.add(age: Int64(age) * 86_400_000_000) }
        #expect(rhythm.takeInterval(expected: 7, prior: 60) == 75)
        #expect(rhythm.takeInterval(expected: 7, prior: 60) == 7)
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
