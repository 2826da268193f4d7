import ConnectorTesting
import Foundation
import Logging
import Serving
import Synchronization
import Testing

@Suite struct `A log` {
    private final class Lines: Sendable {
        private let text = Mutex("")
        var written: String { text.withLock { $0 } }
        func write(_ line: String) { text.withLock { $0 += line } }
    }

    private static func log(
        _ format: LogLines.Format,
        level: Logger.Level = .trace,
        _ body: (Logger) -> Void
    ) -> String {
        let lines = Lines()
        let time = LogTime(seconds: 1_795_430_400, milliseconds: 7)
        body(
            Logger(label: "test") { _ in
                LogLines(level: level, format: format, now: { time }, write: { lines.write($0) })
            }
        )
        return lines.written
    }

    @Test func `is one JSON object a line, with its priority for the journal`() throws {
        let text = Self.log(.json(forJournal: true)) { logger in
            logger.warning(
                "not read",
                metadata: [
                    "mailbox": "ab12", "items": .stringConvertible(3), "reason": "a \"b\"\n\\c", "run": "22515460",
                ]
            )
            logger.debug("next")
        }
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("<4>{") && lines[1].hasPrefix("<7>{"))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(lines[0].dropFirst(3).utf8)) as? [String: Any]
        )
        #expect(object["time"] as? String == "2026-11-23T10:40:00.007Z")
        #expect(object["level"] as? String == "warning")
        #expect(object["message"] as? String == "not read")
        #expect(object["items"] as? Int == 3)
        #expect(object["run"] as? String == "22515460")
        #expect(object["mailbox"] as? String == "ab12")
        #expect(object["reason"] as? String == "a \"b\" \\c")
    }

    @Test(arguments: [
        (Logger.Level.critical, "<2>"), (.error, "<3>"), (.warning, "<4>"), (.notice, "<5>"), (.info, "<6>"),
        (.debug, "<7>"), (.trace, "<7>"),
    ])
    func `has the priority of its level`(level: Logger.Level, priority: String) {
        #expect(Self.log(.json(forJournal: true)) { $0.log(level: level, "x") }.hasPrefix(priority + "{"))
        #expect(Self.log(.json(forJournal: false)) { $0.log(level: level, "x") }.hasPrefix("{"))
    }

    @Test(arguments: ["007", "-", "1.5", "1e3", "", "true", "null", "99999999999999999"])
    func `keeps texts that only look like numbers`(text: String) throws {
        let line = Self.log(.json(forJournal: false)) { $0.info("x", metadata: ["value": "\(text)"]) }
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?["value"] as? String == text)
    }

    @Test(arguments: [LogLines.Format.people, .json(forJournal: true)])
    func `never shows an address, whoever put it there`(format: LogLines.Format) {
        for address in [
            "ann@contoso.example", "<ann@contoso.example>", "'ann@contoso.example',bob@contoso.example",
            "ann＠contoso.example", "smtp:ann@contoso.example", "\"ann\"@contoso.example",
            "mailto:ann%40x@contoso.example",
        ] {
            let text = Self.log(format) { $0.info("from \(address)", metadata: ["reason": "of \(address) too"]) }
            #expect(!text.contains("contoso"), "\(text)")
            #expect(text.contains("(masked)"))
        }
    }

    @Test func `for people is short, and forges no line`() {
        let text = Self.log(.people) { $0.info("read", metadata: ["reason": "a\nb\u{1B}[2J"]) }
        #expect(text.split(separator: "\n").count == 1)
        #expect(text.hasSuffix(" read reason=a b [2J\n"))
    }

    @Test func `leaves out what is below its level`() {
        #expect(Self.log(.people, level: .warning) { $0.info("x") } == "")
    }
}
