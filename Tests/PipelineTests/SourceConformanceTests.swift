import Connector
import ConnectorTesting
import Interactions
import Testing

/// The exam of sources passes a source that keeps the laws, and none that breaks one.
struct SourceConformanceTests {
    private static func conformance(_ fault: FaultySource.Fault?) -> SourceConformance {
        @Sendable func make() -> FaultySource {
            let table = TableSource(pageSize: 3)
            for folder in 0..<3 {
                for item in 0..<(folder * 5) {
                    table.put("\(folder)-\(item)", .mail(SourceMail()), in: Scene.mail(0, "f\(folder)"))
                }
                table.put("one", .mail(SourceMail()), in: Scene.mail(0, "f\(folder)"))
            }
            return FaultySource(table: table, fault: fault)
        }
        return SourceConformance(of: .mailbox(Scene.mailboxes[0]), make: { make() }) {
            var source = make()
            source.settings = "wayward-2"
            return source
        }
    }

    @Test(arguments: SourceConformance.laws)
    func `A source that keeps the laws passes`(law: String) async throws {
        try await Self.conformance(nil).check(law)
    }

    @Test(arguments: FaultySource.Fault.allCases)
    func `A source that breaks a law is found out`(fault: FaultySource.Fault) async throws {
        let law = try #require(SourceConformance.laws.first { $0.hasPrefix(fault.law) })
        await #expect(throws: BrokenLaw.self) { try await Self.conformance(fault).check(law) }
    }
}
