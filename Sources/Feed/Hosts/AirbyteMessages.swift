package import Interactions

/// Messages of the Airbyte protocol beside its records.
///
/// <https://docs.airbyte.com/platform/understanding-airbyte/airbyte-protocol>
package enum AirbyteMessages {
    /// What became of a stream.
    package enum Status: String, Hashable, Sendable {
        case started = "STARTED"
        case running = "RUNNING"
        case complete = "COMPLETE"
        case incomplete = "INCOMPLETE"
    }

    /// Whose fault an error is.
    package enum Failure: String, Hashable, Sendable {
        case config = "config_error"
        case system = "system_error"
        case transient = "transient_error"
    }

    /// What has to be known to read: where the configuration of `rapport` is.
    package static var spec: String {
        let path: JSONText = .object([
            ("type", .text("string")), ("title", .text("Configuration file")),
            ("description", .text("The path of rapport's configuration file on the machine that runs the source.")),
            ("default", .text("rapport.json")), ("order", .integer(0)),
        ])
        let refresh: JSONText = .object([
            ("type", .text("boolean")), ("title", .text("Work out scores first")),
            ("description", .text("Whether persons, records, relationships and introductions are brought up to date.")),
            ("default", .boolean(true)), ("order", .integer(1)),
        ])
        let pull: JSONText = .object([
            ("type", .text("boolean")), ("title", .text("Read what is new first")),
            ("description", .text("Whether mailboxes and CRM are read within the run, as 'rapport sync' does.")),
            ("default", .boolean(false)), ("order", .integer(2)),
        ])
        let schema: JSONText = .object([
            ("$schema", .text("http://json-schema.org/draft-07/schema#")), ("title", .text("Rapport")),
            ("type", .text("object")), ("required", .list([.text("config")])),
            ("additionalProperties", .boolean(true)),
            ("properties", .object([("config", path), ("refresh", refresh), ("pull", pull)])),
        ])
        return message(
            "SPEC",
            "spec",
            .object([
                ("connectionSpecification", schema), ("supportsIncremental", .boolean(true)),
                ("protocol_version", .text("0.2.0")),
            ])
        )
    }

    /// - Parameter failure: nil if everything is there.
    package static func connection(_ failure: String?) -> String {
        var status: [(String, JSONText)] = [("status", .text(failure == nil ? "SUCCEEDED" : "FAILED"))]
        if let failure { status.append(("message", .text(failure))) }
        return message("CONNECTION_STATUS", "connectionStatus", .object(status))
    }

    /// Every stream with its schema, key and cursor.
    package static func catalog(at now: Timestamp) -> String {
        let extra = JSONEnvelope.airbyte(at: now).deletionName.map { [$0] } ?? []
        let streams = FeedStream.allCases.map { stream in
            JSONText.object([
                ("name", .text(stream.rawValue)), ("json_schema", stream.schema(adding: extra, isOpen: true)),
                ("supported_sync_modes", .list([.text("full_refresh"), .text("incremental")])),
                ("source_defined_cursor", .boolean(true)), ("default_cursor_field", .list([.text("sequence")])),
                ("source_defined_primary_key", .list([.list([.text(stream.keyName)])])),
                ("is_resumable", .boolean(true)),
            ])
        }
        return message("CATALOG", "catalog", .object([("streams", .list(streams))]))
    }

    /// How far a stream's records before it are.
    ///
    /// - Parameter count: of those since the state before.
    package static func state(_ stream: FeedStream, _ state: FeedState, count: Int) throws -> String {
        message(
            "STATE",
            "state",
            .object([
                ("type", .text("STREAM")),
                (
                    "stream",
                    .object([
                        ("stream_descriptor", .object([("name", .text(stream.rawValue))])),
                        ("stream_state", .raw(try state.json)),
                    ])
                ),
                ("sourceStats", .object([("recordCount", .raw("\(count).0"))])),
            ])
        )
    }

    package static func status(_ stream: FeedStream, _ status: Status, at now: Timestamp) -> String {
        trace(
            "STREAM_STATUS",
            "stream_status",
            at: now,
            [
                ("stream_descriptor", .object([("name", .text(stream.rawValue))])), ("status", .text(status.rawValue)),
            ]
        )
    }

    /// - Parameter message: no address, subject or secret.
    package static func error(_ text: String, _ failure: Failure, at now: Timestamp) -> String {
        trace(
            "ERROR",
            "error",
            at: now,
            [
                ("message", .text(text)), ("failure_type", .text(failure.rawValue)),
            ]
        )
    }

    /// - Parameter text: no address, subject or secret.
    package static func warning(_ text: String) -> String {
        message("LOG", "log", .object([("level", .text("WARN")), ("message", .text(text))]))
    }

    private static func trace(_ type: String, _ name: String, at now: Timestamp, _ fields: [(String, JSONText)])
        -> String
    {
        message(
            "TRACE",
            "trace",
            .object([
                ("type", .text(type)), ("emitted_at", .raw("\(now.microseconds / 1000).0")), (name, .object(fields)),
            ])
        )
    }

    private static func message(_ type: String, _ name: String, _ content: JSONText) -> String {
        JSONText.object([("type", .text(type)), (name, content)]).description()
    }
}
