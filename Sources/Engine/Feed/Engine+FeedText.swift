package import Feed
import Interactions

/// Tells the feed as bytes.
extension Engine {
    /// Writes every row that changed after a consumer's position; nothing at all, where nothing changed and the
    /// encoding has no beginning or end of its own.
    ///
    /// - Parameters:
    ///   - request: one stream, if the encoding is a table.
    ///   - write: gets the bytes in their order.
    /// - Returns: the position behind everything.
    /// - Throws: what `feed` and `write` throw.
    package func tell(
        _ request: FeedRequest,
        as encoding: FeedEncoding,
        _ write: ([UInt8]) async throws -> Void
    ) async throws -> FeedState {
        switch encoding {
        case .ndjson: return try await tell(request, JSONRecords(), write)
        case .cloudEvents: return try await tell(request, JSONRecords(in: .cloudEvents(isKeyed: false)), write)
        case .keyedCloudEvents: return try await tell(request, JSONRecords(in: .cloudEvents(isKeyed: true)), write)
        case .csv: return try await tell(request, CSVRecords(request.streams[0]), write)
        case .parquet: return try await tell(request, ParquetRecords(request.streams[0]), write)
        case .singer:
            let now = clock()
            var records = JSONRecords(in: .singer(at: now))
            for stream in request.streams { records.add(line: SingerMessages.schema(of: stream, at: now)) }
            return try await feed(request, to: &records) { records, state in
                records.add(line: try SingerMessages.state(state))
                try await write(records.take())
            }
        }
    }

    private func tell(
        _ request: FeedRequest,
        _ records: some FeedRowWriter,
        _ write: ([UInt8]) async throws -> Void
    ) async throws -> FeedState {
        var records = records
        let end = try await feed(request, to: &records) { records, _ in
            let bytes = records.take()
            if !bytes.isEmpty { try await write(bytes) }
        }
        let rest = try records.finish()
        if !rest.isEmpty { try await write(rest) }
        return end
    }
}
