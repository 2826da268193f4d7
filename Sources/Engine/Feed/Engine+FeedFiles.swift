import Connector
package import Feed
import FoundationEssentials
package import Interactions
import Settings

/// Delivers into files.
extension Engine {
    /// Brings the files of a directory up to date: those that have what is there, and those that have what changed; see
    /// `Documentation/feed.md`.
    ///
    /// - Returns: rows that are new, changed or deleted, by stream.
    /// - Throws: `EngineError`, `FeedError` and what the store throws; then the next delivery begins where this one
    ///   did, or ends what this one had decided.
    package func deliver(
        _ streams: [FeedStream],
        as format: FeedFormat,
        to directory: String
    ) async throws -> [FeedStream: Int] {
        let lake = LakeDirectory(directory, tenant: settings.tenant, format: format)
        switch format {
        case .ndjson: return try await deliver(streams, to: lake, by: JSONRecords.self)
        case .csv: return try await deliver(streams, to: lake, by: CSVRecords.self)
        case .parquet: return try await deliver(streams, to: lake, by: ParquetRecords.self)
        }
    }

    private func deliver<Writer: FeedFileWriter>(
        _ streams: [FeedStream],
        to lake: LakeDirectory,
        by writer: Writer.Type
    ) async throws -> [FeedStream: Int] {
        let extent = try await installation.reader().extent()
        let lock = try lake.lock()
        defer { withExtendedLifetime(lock) {} }
        try lake.recover()
        let start = try lake.state().checked(against: extent)
        var delivery = LakeDelivery<Writer>(into: lake, after: start, to: extent.sequence)
        // Also of an empty store: whoever began with that delivery has nothing, and needs all that follows.
        var records = LakeRecords<Writer>(streams, increments: Set(streams.filter(start.names)))
        let end = try await feed(FeedRequest(streams, after: start, through: extent), to: &records) { records, _ in
            try delivery.write(&records)
        }
        let counts = records.counts
        try delivery.commit(&records, end)
        return counts
    }
}

extension FeedState {
    /// What was kept in a file; the beginning if there is none.
    ///
    /// - Throws: `FeedError`.
    package static func kept(in path: String) throws -> FeedState {
        guard FileManager.default.fileExists(atPath: path) else { return FeedState() }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw FeedError(.badState, "'\(path)' cannot be read.")
        }
        return try FeedState(json: data)
    }

    /// - Throws: `FeedError`.
    package func keep(in path: String) throws {
        let file = try FeedFile(path)
        try file.write(Array((try json + "\n").utf8))
        try file.commit()
    }
}
