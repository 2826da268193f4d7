/// How rows are told to whoever reads them as a stream of bytes.
package enum FeedEncoding: String, Hashable, Sendable, CaseIterable {
    case ndjson, csv, parquet
    /// The protocol of Singer's taps.
    case singer
    /// Events of CloudEvents, one a line.
    case cloudEvents = "cloudevents"
    /// The same after a key and a tab, as producers of Kafka read lines.
    case keyedCloudEvents = "keyed-cloudevents"

    /// The format of files that it is as well, nil for a protocol.
    package var fileFormat: FeedFormat? { FeedFormat(rawValue: rawValue) }

    /// Whether it has the columns of a single stream, and an end.
    package var isTable: Bool { self == .csv || self == .parquet }
}
