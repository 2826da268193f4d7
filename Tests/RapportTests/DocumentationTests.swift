import ConnectorTesting
import Foundation
import Testing

/// What the pages name is there.
struct DocumentationTests {
    private static let pages: [String] = {
        let root = Fixture.repositoryPath("")
        let folder = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/Documentation")) ?? []
        let pages = folder.filter { $0.hasSuffix(".md") }.map { "Documentation/\($0)" }
        let others = ["README.md", "CONTRIBUTING.md"].filter { FileManager.default.fileExists(atPath: "\(root)/\($0)") }
        return pages.sorted() + others
    }()

    /// Texts between backticks that are paths of the repository; one that has a placeholder or a pattern is no path.
    private static func paths(in page: String) throws -> [String] {
        let text = try String(contentsOfFile: Fixture.repositoryPath(page), encoding: .utf8)
        return text.split(separator: "\n").flatMap { line in
            line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
        }.filter { path in
            let isOurs = ["Sources/", "Tests/", "Documentation/", "Fixtures/", ".ci/", "Schemas/", "Deploy/"]
                .contains { path.hasPrefix($0) }
            return isOurs && path.unicodeScalars.allSatisfy { !" <>*{}$|".unicodeScalars.contains($0) }
        }
    }

    @Test func `There are pages, and they name files`() throws {
        #expect(Self.pages.count > 5)
        #expect(try Self.pages.contains { try !Self.paths(in: $0).isEmpty })
    }

    @Test(arguments: pages)
    func `Every path that a page names exists`(page: String) throws {
        for path in try Self.paths(in: page) {
            // A suite, a test or a line may follow the file's name.
            let file = path.split(separator: ":")[0].split(separator: "#")[0]
            #expect(FileManager.default.fileExists(atPath: Fixture.repositoryPath(String(file))), "\(page): \(path)")
        }
    }

    @Test(arguments: pages)
    func `Every link from a page to another leads somewhere`(page: String) throws {
        let text = try String(contentsOfFile: Fixture.repositoryPath(page), encoding: .utf8)
        let folder = page.split(separator: "/").dropLast().joined(separator: "/")
        for match in text.matches(of: /\]\(([^)\s#]+)(#[^)\s]*)?\)/) {
            let target = String(match.output.1)
            guard !target.contains("://"), !target.hasPrefix("mailto:") else { continue }
            let path = folder.isEmpty ? target : "\(folder)/\(target)"
            #expect(FileManager.default.fileExists(atPath: Fixture.repositoryPath(path)), "\(page): \(target)")
        }
    }

    @Test func `Every metric is explained, and nothing is that there is not`() throws {
        func names(in path: String) throws -> Set<String> {
            let text = try String(contentsOfFile: Fixture.repositoryPath(path), encoding: .utf8)
            return Set(text.matches(of: /["`](rapport_[a-z_]+)["`]/).map { String($0.output.1) })
        }
        let given = try names(in: "Sources/Serving/Metrics/ServiceMetrics.swift")
        #expect(given.count > 15)
        #expect(try names(in: "Documentation/running.md") == given)
    }
}
