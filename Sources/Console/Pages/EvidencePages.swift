import Connector
import Engine
import HTTPTypes
import Interactions

extension Route {
    /// The decision log.
    static let evidencePages: [Route] = [
        .page("/log", for: .administrator, isPersonal: true) { call in
            let rows = LogListing(try call.engine.logRows()).rows
            let verification = try call.engine.verifyLog()
            let content = LogContent(
                isEmpty: verification == nil,
                verified: call.words.counted("log.verified", Int64(verification?.records ?? 0)),
                isUnfinished: verification?.hasUnfinishedRecord ?? false,
                rows: rows.reversed().prefix(500).map { LogContent.Row($0, call.words) }
            )
            return call.page(.log, title: call.words["page.log"], content)
        }
    ]
}

private struct LogContent {
    struct Row {
        let number: Int
        let at: String
        let kind: String
        let about: String
        let what: String

        init(_ row: LogListing.Row, _ words: Words) {
            number = row.number
            at = words.time(row.at)
            kind = words.text("log.kind.\(row.kind)") ?? row.kind
            about = row.about
            what = row.text
        }
    }

    let isEmpty: Bool
    let verified: String
    let isUnfinished: Bool
    let rows: [Row]
}
