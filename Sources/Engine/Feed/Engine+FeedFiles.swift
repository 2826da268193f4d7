import Connector
package import Feed
package import Interactions
import Settings

/// Delivers into files.
extension Engine {
    /// Adds what changed since the last delivery to a directory, one file for each stream; see
    /// `Documentation/feed.md`.
    ///
    /// - Returns: rows by stream.
    /// - Throws: `EngineError`, `FeedError` and what the store throws; then the next delivery begins where this one
    ///   did.
    package func deliver(
        _ streams: [FeedStream],
        as format: FeedFormat,
        to directory: String
    ) async throws -> [FeedStream: Int] {
        let directory = FeedDirectory(directory, tenant: settings.tenant, format: format)
        switch format {
        case .ndjson: return try await deliver(RoutedRecords(streams) { _ in JSONRecords() }, to: directory)
        case .csv: return try await deliver(RoutedRecords(streams) { CSVRecords($0) }, to: directory)
        case .parquet: return try await deliver(RoutedRecords(streams) { ParquetRecords($0) }, to: directory)
        }
    }

    private func deliver<Writer: FeedRowWriter>(
        _ records: RoutedRecords<Writer>,
        to directory: FeedDirectory
    ) async throws -> [FeedStream: Int] {
        var records = records
        let extent = try await installation.reader().extent()
        let start = try directory.state().checked(against: extent)
        var files: [FeedStream: FeedFile] = [:]
        for stream in records.streams {
            try directory.prepare(stream, after: start[stream].sequence)
            files[stream] = try directory.file(of: stream, after: start[stream].sequence, to: extent.sequence)
        }
        let end = try await feed(FeedRequest(records.streams, after: start, through: extent), to: &records) {
            records,
            _ in
            try records.forEach { stream, bytes in try files[stream]?.write(bytes) }
        }
        var counts: [FeedStream: Int] = [:]
        try records.finishEach { stream, bytes, rows in
            counts[stream] = rows
            // The first file is there in any case: it has the columns.
            guard rows > 0 || start[stream] == .start else { return }
            try files[stream]?.write(bytes)
            try files[stream]?.commit()
        }
        try directory.save(end)
        return counts
    }
}
