import ConnectorTesting
import FoundationEssentials
import Subprocess
import Testing

/// The compiler's own word that only `Eligibility` can make an admitted value.
struct AdmissionBoundaryTests {
    /// SwiftPM names a package by its folder.
    private static var packageName: String {
        get throws {
            let folder = URL(filePath: Fixture.repositoryPath("Package.swift")).deletingLastPathComponent()
            return String(folder.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
        }
    }

    @Test(arguments: [
        ("Admitted(value: 1, decision: Decision.ID(\"v3:admitted\"))", false),
        ("Admission(mailbox: mailbox, decision: Decision.ID(\"v3:admitted\"))", false),
        ("Decision(mailbox: mailbox, results: [])", false),
        ("EligibilityPolicy(EligibilityRules()).decide(facts).admission", true),
    ])
    func `Code outside of Eligibility cannot make an admitted value`(expression: String, compiles: Bool) async throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let modules = URL(filePath: own).deletingLastPathComponent().appending(path: "Modules").path
        let folder = try TemporaryDirectory()
        let source = try folder.write(
            """
            import Eligibility
            import Interactions
            func make(_ mailbox: Mailbox, _ facts: Facts) { _ = \(expression) }
            """,
            to: "outside.swift"
        )
        let compiler = try await Subprocess.run(
            .name("swiftc"),
            arguments: [
                "-typecheck", "-swift-version", "6", "-package-name", try Self.packageName, "-I", modules, source,
            ],
            output: .discarded,
            error: .string(limit: 1 << 20)
        )
        let said = compiler.standardError
        #expect(compiler.terminationStatus.isSuccess == compiles, "\(said)")
        if !compiles { #expect(said.contains("is inaccessible due to 'internal' protection level")) }
    }
}
