import HTTPTransport
import Interactions
import Synchronization
import Testing

/// What hosts say about the time, beside a machine whose clock somebody sets.
struct ServiceTimesTests {
    /// A clock that nobody can set.
    private final class Elapsed: Sendable {
        private let state = Mutex(Duration.zero)
        var now: Duration { state.withLock { $0 } }
        func advance(by duration: Duration) { state.withLock { $0 += duration } }
    }

    private static let noon = Timestamp(microseconds: 1_795_435_200_000_000)

    private static func times(_ hosts: [(String, Int64)], _ elapsed: Elapsed) throws -> ServiceTimes {
        let times = ServiceTimes(elapsed: { elapsed.now })
        for (host, lead) in hosts {
            let date = HTTPDate(secondsSince1970: 1_795_435_200 + Int(lead))
            times.note(date, of: try #require(Origin(scheme: "https", authority: host)))
        }
        return times
    }

    @Test(arguments: [Duration.seconds(86_400 * 3), .seconds(86_400 * 400), .seconds(-86_400 * 3), .seconds(3_600)])
    func `What was said goes on by itself, wherever the machine's clock jumps`(jump: Duration) throws {
        let elapsed = Elapsed()
        let times = try Self.times([("a.example", 0)], elapsed)
        elapsed.advance(by: .seconds(100))
        let truth = Self.noon.advanced(by: .seconds(100))
        let machine = truth.advanced(by: jump)
        #expect(times.earliest(at: machine) == min(truth, machine))
        #expect(times.latest(at: machine) == max(truth, machine))
        #expect(times.furthest(at: machine) == truth)
        #expect(times.agree(with: machine) == (jump == .seconds(3_600)))
        #expect(times.earliest(at: truth) == truth && times.agree(with: truth))
    }

    @Test func `One fast host decides nothing, and one slow host everything that is removed`() throws {
        let fast = try Self.times([("a.example", 0), ("b.example", 86_400 * 30)], Elapsed())
        #expect(fast.earliest(at: Self.noon) == Self.noon)
        #expect(fast.latest(at: Self.noon) == Self.noon.advanced(by: .seconds(86_400 * 30)))
        #expect(!fast.agree(with: Self.noon))
        let slow = try Self.times([("a.example", 0), ("b.example", -7_200)], Elapsed())
        #expect(slow.earliest(at: Self.noon) == Self.noon.advanced(by: .seconds(-7_200)))
        // A minute is the age of an answer.
        let equal = try Self.times([("a.example", -59)], Elapsed())
        #expect(equal.earliest(at: Self.noon) == Self.noon)
        let none = try Self.times([], Elapsed())
        #expect(none.earliest(at: Self.noon) == nil && !none.agree(with: Self.noon))
    }
}
