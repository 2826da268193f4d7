/// How rows are written into files; the raw value ends their names.
package enum FeedFormat: String, Hashable, Sendable, CaseIterable {
    case ndjson, csv, parquet
}
