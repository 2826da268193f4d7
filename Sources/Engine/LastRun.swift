import FoundationEssentials
import Interactions
import Pipeline

/// How the last sync went, kept beside the store for `rapport status`; nothing else depends on it.
package struct LastRun: Codable {
    private static let name = "last-run.json"

    package let endedAt: String
    package let complete: Int
    package let failed: Int
    package let items: Int
    /// Waits before another try, and those of them that a service asked for.
    package let pauses: Int
    package let throttled: Int
    /// All waits together; several may have been at the same time.
    package let waitedSeconds: Int
    /// Items that are not stored, or not whole, by reason; nil in what earlier versions wrote.
    package let leftOut: [String: Int]?
    /// Whether nothing could expire, because no service said what time it is; nil in what earlier versions wrote.
    package let awaitsTime: Bool?

    init(_ report: RunReport, at end: Timestamp) {
        endedAt = end.iso8601
        complete = report.rounds.count { if case .complete = $0.end { true } else { false } }
        failed = report.rounds.count { outcome in
            switch outcome.end {
            case .failed, .incomplete: true
            case .complete, .refused, .stopped: false
            }
        }
        items = report.found
        pauses = report.pauses.count
        throttled = report.pauses.throttled
        waitedSeconds = Int(report.pauses.waited.components.seconds)
        awaitsTime = report.awaitsTime
        leftOut = report.leftOut.byName
    }

    /// Nil if there is none that can be read.
    init?(in directory: String) {
        guard let bytes = try? Data(contentsOf: URL(filePath: "\(directory)/\(Self.name)")),
            let run = try? JSONDecoder().decode(LastRun.self, from: bytes)
        else { return nil }
        self = run
    }

    /// A run is not worse for not being remembered.
    func save(in directory: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let bytes = try? encoder.encode(self) else { return }
        let file = URL(filePath: "\(directory)/\(Self.name)")
        guard (try? bytes.write(to: file, options: .atomic)) != nil else { return }
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    }
}
