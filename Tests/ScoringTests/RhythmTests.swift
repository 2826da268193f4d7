import Interactions
import Testing

@testable import Scoring

/// How the expected interval is learnt.
struct RhythmTests {
    private func interval(_ ages: some Sequence<Int>, expected: Int64 = 7) -> Int64 {
        var rhythm = Rhythm()
        for age in ages { rhythm.add(age: Int64(age) * 86_400_000_000 + 5, isTheirs: true) }
        return rhythm.takeInterval(expected: expected)
    }

    @Test(
        arguments: [
            ([], 7), ([3], 7), ([1, 2, 3], 7), (Array(stride(from: 0, to: 360, by: 30)), 30),
            (Array(stride(from: 5, to: 365, by: 91)), 91), (Array(0..<200), 3), ([10, 360], 182),
            ([0, 1, 2, 40, 41, 42], 38), ([0, 1, 2, 9, 10, 11], 7), (Array(stride(from: 2, to: 300, by: 14)), 14),
        ] as [([Int], Int64)]
    )
    func `half of the time lies in gaps no longer than the interval`(ages: [Int], expected: Int64) {
        #expect(interval(ages) == expected)
    }

    @Test func `the order does not matter, and one record leaves nothing for the next`() {
        var rhythm = Rhythm()
        for age in [300, 0, 150, 75, 225] { rhythm.add(age: Int64(age) * 86_400_000_000, isTheirs: false) }
        #expect(rhythm.takeInterval(expected: 7) == 75)
        #expect(rhythm.takeInterval(expected: 7) == 7)
    }

    @Test(
        arguments: [
            (Array(stride(from: 200, to: 333, by: 7)), 7), (Array(stride(from: 300, to: 357, by: 7)), 7),
            ([300, 307, 314], 7), ((0..<60).map { 200 + $0 }, 3), (Array(stride(from: 180, to: 361, by: 30)), 30),
        ] as [([Int], Int64)]
    )
    func `a long silence that ended yesterday is not the rhythm`(ages: [Int], expected: Int64) {
        #expect(interval([1] + ages) == expected)
    }

    @Test func `visits twice a year are a rhythm, and one visit after many is not`() {
        #expect(interval([90, 92, 272, 274]) == 180)
        #expect(interval([60, 149, 238, 327]) == 89)
    }

    /// Ages of all contacts, and whether so few tell a rhythm.
    @Test(
        arguments: [
            ([137, 228, 319], true), ([118, 209, 300], true), ([182, 273, 364], true), ([100, 200, 350], true),
            ([100, 200, 351], false), ([20, 80, 140], true), ([20, 79, 139], false), ([137, 228], false),
            ([90, 272], false), ([10, 200, 330], true), ([10, 210, 340], false), ([40, 42, 240], false),
            ([137, 137, 228, 319], true), ([10, 17, 24, 31], true), ([10, 17, 24], false),
        ] as [([Int], Bool)]
    )
    func `two long gaps alike are a rhythm, and two of anything else are not`(ages: [Int], isLearnt: Bool) {
        var rhythm = Rhythm()
        for age in ages { rhythm.add(age: Int64(age) * 86_400_000_000, isTheirs: true) }
        _ = rhythm.takeInterval(expected: 7)
        #expect(rhythm.isLearnt == isLearnt)
        #expect(rhythm.isRare != isLearnt)
        _ = rhythm.takeInterval(expected: 7)
        #expect(rhythm.isRare && !rhythm.isLearnt)
    }

    /// By how much the next one is overdue; every so many days, as often as the year holds.
    @Test(arguments: [75, 91, 105], [1.2, 1.5, 1.75, 2])
    func `who came every quarter and does not is told before a visit that was one`(every: Double, overdue: Double) {
        let latest = (every * overdue).rounded()
        func score(_ ages: some Sequence<Double>) -> Score {
            var scene = Scene()
            for ago in ages { scene.add(.meeting, from: true, ago: ago, answer: .accepted) }
            return scene.score
        }
        let ages = Array(stride(from: latest, to: 365, by: every))
        let score = score(ages)
        // Three in the year are two gaps; less say nothing.
        guard ages.count > 2 else { return }
        #expect(score.attention.reason == .silent)
        #expect(
            score.attention.words(score, at: Scene.now) == "usual rhythm \(Int(every)) days, silent for \(Int(latest))"
        )
        var once = Scene()
        once.add(.meeting, from: true, ago: latest, answer: .accepted)
        once.email(from: true, ago: latest - 1)
        once.email(from: false, ago: latest - 2)
        #expect(overdue < 1.5 || score.attention.points > once.score.attention.points)
    }

    @Test(arguments: [0.1, 20, 60, 90])
    func `a quarterly customer who is known for half a year is fine on schedule`(since: Double) {
        var scene = Scene()
        for visit in 0..<3 { scene.add(.meeting, from: true, ago: since + 91 * Double(visit), answer: .accepted) }
        let score = scene.score
        #expect(score.attention.points == 0)
        #expect(score.health.state == .good)
    }

    @Test func `where they were in contact, nothing else makes the rhythm`() {
        var rhythm = Rhythm()
        for age in stride(from: 0, to: 360, by: 2) { rhythm.add(age: Int64(age) * 86_400_000_000, isTheirs: false) }
        for age in stride(from: 5, to: 360, by: 30) { rhythm.add(age: Int64(age) * 86_400_000_000, isTheirs: true) }
        #expect(rhythm.takeInterval(expected: 7) == 30)
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
