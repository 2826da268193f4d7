package import Interactions

/// Messages of Singer beside its records.
///
/// <https://github.com/singer-io/getting-started/blob/master/docs/SPEC.md>
package enum SingerMessages {
    /// What a stream's records look like and what their key is.
    package static func schema(of stream: FeedStream, at now: Timestamp) -> String {
        let extra = JSONEnvelope.singer(at: now).deletionName.map { [$0] } ?? []
        return JSONText.object([
            ("type", .text("SCHEMA")), ("stream", .text(stream.rawValue)), ("schema", stream.schema(adding: extra)),
            ("key_properties", .list([.text(stream.keyName)])),
        ]).description()
    }

    /// How far the records before it are.
    package static func state(_ state: FeedState) throws -> String {
        JSONText.object([("type", .text("STATE")), ("value", .raw(try state.json))]).description()
    }
}
