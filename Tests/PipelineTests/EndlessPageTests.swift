import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Testing

/// Pages without end, listings and changes alike: whatever their links say, the run ends by itself.
struct EndlessPageTests {
    /// By the number of the page from 0: what is on it, and the cursor behind it.
    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let items: @Sendable (Int) -> [String]
        let cursor: @Sendable (Int) -> String
        let reason: String
    }

    static let shapes = [
        Shape(testDescription: "one state again and again", items: { ["\($0)"] }, cursor: { _ in "s" }, reason: "back"),
        Shape(testDescription: "two states in turn", items: { ["\($0)"] }, cursor: { "\($0 % 2)" }, reason: "back"),
        Shape(testDescription: "a circle of states", items: { ["\($0)"] }, cursor: { "\($0 % 9)" }, reason: "back"),
        Shape(testDescription: "new states, one item", items: { _ in ["a"] }, cursor: { "\($0)" }, reason: "50 pages"),
        Shape(
            testDescription: "new states, a circle of items",
            items: { ["\($0 % 5)", "b"] },
            cursor: { "\($0)" },
            reason: "50"
        ),
        Shape(
            testDescription: "new states, nothing",
            items: { _ in [] },
            cursor: { "\($0)" },
            reason: "1000 empty pages"
        ),
        Shape(
            testDescription: "new states, nothing and one item in turn",
            items: { $0.isMultiple(of: 2) ? [] : ["a"] },
            cursor: { "\($0)" },
            reason: "50 pages"
        ),
    ]

    private static func number(_ cursor: Cursor?, _ count: ScriptedSource.Count) -> Int { count.owner.count - 1 }

    @Test(arguments: shapes, [0, 1, 30])
    func `Changes without end are left after some pages, and say why`(shape: Shape, after good: Int) async throws {
        var source = ScriptedSource()
        source.read = { [asked = source.asked] _, cursor in
            // The listing was the first request.
            let number = asked.owner.count - 2
            let isGood = number < good
            let items = isGood ? ["good \(number)"] : shape.items(number)
            return ChangePage(
                changes: items.map { .found(ItemKey($0), Scene.mail(number: 1)) },
                cursor: Cursor(isGood ? "good \(number)" : shape.cursor(number)),
                isLast: false,
                startsRound: cursor == nil
            )
        }
        let scene = Scene()
        let report = try await scene.plan(bindings: [SourceBinding(source, name: "table")])
            .run([Scene.mailboxes[0]])
        guard case .incomplete(let error) = report.mailboxes[0].end else {
            Issue.record("\(report.mailboxes[0].end)")
            return
        }
        #expect(error.code == .badAnswer && error.scope == .stream)
        #expect(error.message.contains(shape.reason), "\(error.message)")
        #expect(source.asked.owner.count <= good + 1_010)
        #expect(report.commits.removed == 0)
    }

    @Test(arguments: shapes, [0, 1, 30])
    func `Of a list of folders without end, what it named is read, and that mailbox is not complete`(
        shape: Shape,
        after good: Int
    ) async throws {
        var source = ScriptedSource()
        let endless = Scene.mailboxes[0]
        source.list = { [asked = source.asked] owner, cursor in
            guard owner.mailbox == endless else {
                return ListingPage(streams: [ScriptedSource.inbox(of: owner)])
            }
            let number = asked.owner.count { $0.mailbox == endless } - 1
            let isGood = number < good
            return ListingPage(
                streams: number == 0 ? [ScriptedSource.inbox(of: owner)] : [],
                told: Set(isGood ? ["good \(number)"] : shape.items(number)),
                next: Cursor(isGood ? "good \(number)" : shape.cursor(number))
            )
        }
        let report = try await Scene().plan(bindings: [SourceBinding(source, name: "table")]).run(Scene.mailboxes)
        guard case .incomplete(let error) = report.mailboxes[0].end, case .complete = report.mailboxes[1].end,
            case .complete = report.mailboxes[2].end
        else {
            Issue.record("\(report.mailboxes.map(\.end))")
            return
        }
        #expect(error.code == .badAnswer && error.scope == .part)
        #expect(error.message.contains(shape.reason), "\(error.message)")
        #expect(report.mailboxes[0].streams.map(\.end) == [.complete])
    }

    @Test func `As long as they may end, pages are read: empty ones, and some that only repeat`() async throws {
        var source = ScriptedSource()
        source.read = { [asked = source.asked] _, cursor in
            let number = asked.owner.count - 2
            // 999 empty pages, one with news, 49 that repeat it, one with news, and the end.
            let item: String? =
                switch number {
                case 0..<999: nil
                case 999..<1_049: "a"
                default: "b"
                }
            return ChangePage(
                changes: [item].compactMap(\.self).map { .found(ItemKey($0), Scene.mail(number: 1)) },
                cursor: Cursor("\(number)"),
                isLast: number == 1_050,
                startsRound: cursor == nil
            )
        }
        let report = try await Scene().plan(bindings: [SourceBinding(source, name: "table")])
            .run([Scene.mailboxes[0]])
        guard case .complete = report.mailboxes[0].end else {
            Issue.record("\(report.mailboxes[0].end)")
            return
        }
        #expect(report.mailboxes[0].streams.map(\.pages) == [1_051])
    }

    @Test func `A stop and a withdrawal are heard between the pages of a listing`() async throws {
        let stop = StopSignal()
        var source = ScriptedSource()
        source.list = { [asked = source.asked] _, _ in
            let number = asked.owner.count
            if number == 5 { stop.request() }
            return ListingPage(streams: [], told: ["\(number)"], next: Cursor("\(number)"))
        }
        let binding = SourceBinding(source, name: "table")
        let stopped = try await Scene().plan(bindings: [binding], stop: stop).run([Scene.mailboxes[0]])
        guard case .stopped = stopped.mailboxes[0].end else { throw CancellationError() }
        #expect((5...6).contains(source.asked.owner.count))

        var other = ScriptedSource()
        other.list = { [asked = other.asked] _, _ in
            let number = asked.owner.count
            return ListingPage(streams: [], told: ["\(number)"], next: Cursor("\(number)"))
        }
        let admit = EligibleTenant.decide(Scene.mailboxes)
        let refuse = EligibleTenant.decide([])
        let withdrawn = try await Scene().plan(
            bindings: [SourceBinding(other, name: "table")],
            decide: { [asked = other.asked] in try await asked.owner.count < 7 ? admit($0) : refuse($0) }
        ).run([Scene.mailboxes[0]])
        guard case .refused = withdrawn.mailboxes[0].end else { throw CancellationError() }
        #expect((7...8).contains(other.asked.owner.count))
    }
}
