import Connector
import Feed
import Interactions

/// One delivery into a lake: drafts of new files, and of what is left of old ones; in the end all of them at once.
struct LakeDelivery<Writer: FeedFileWriter> {
    /// So many parts lie beside one another before the small ones become one.
    private static var mostParts: Int { 8 }

    private let lake: LakeDirectory
    private let start: FeedState
    private let last: Int64
    private var drafts: [LakeFile: LakeDraft] = [:]
    private var journal = LakeJournal()

    /// - Parameters:
    ///   - start: what the lake has.
    ///   - last: the sequence up to which this tells.
    init(into lake: LakeDirectory, after start: FeedState, to last: Int64) {
        self.lake = lake
        self.start = start
        self.last = last
    }

    /// Writes what is complete of the rows.
    ///
    /// - Throws: `FeedError`.
    mutating func write(_ records: inout LakeRecords<Writer>) throws {
        try records.forEach { file, bytes in try write(bytes, to: file) }
    }

    private mutating func write(_ bytes: [UInt8], to file: LakeFile) throws(FeedError) {
        if drafts[file] == nil {
            let path = path(of: file)
            try lake.makeFolder(of: path)
            drafts[file] = LakeDraft(lake.absolute(path))
            journal.place.append(path)
        }
        try drafts[file]?.write(bytes)
    }

    private func path(of file: LakeFile) -> String {
        lake.path(of: file, after: start[file.stream].sequence, to: last)
    }

    /// Takes out of older files what is told anew, and lets all of it happen.
    ///
    /// - Parameter end: what the lake has then.
    /// - Throws: `FeedError`.
    mutating func commit(_ records: inout LakeRecords<Writer>, _ end: FeedState) throws {
        let merged = try merge(into: &records)
        try records.finishEach { file, bytes in
            try write(bytes, to: file)
            try drafts[file]?.seal()
        }
        for (stream, keys) in records.keys {
            for file in try lake.files(of: stream) where !merged.contains(file) { try takeOut(keys, of: file) }
        }
        journal.remove += merged.sorted()
        journal.state = end
        try lake.commit(journal)
    }

    /// Makes one of the small parts where there are many.
    ///
    /// - Returns: those that go.
    private mutating func merge(into records: inout LakeRecords<Writer>) throws -> Set<String> {
        var merged: Set<String> = []
        for file in records.files {
            guard case .part = file.kind else { continue }
            let parts = lake.parts(beside: path(of: file))
            guard parts.count >= Self.mostParts else { continue }
            for part in parts.dropLast() {
                let isMerged = try records.merge(lake.absolute(part), into: file) { try write($0, to: file) }
                if isMerged { merged.insert(part) }
            }
        }
        return merged
    }

    private mutating func takeOut(_ keys: Set<KeyedHash>, of file: String) throws {
        let path = lake.absolute(file)
        guard try Writer.has(keys, in: path) else { return }
        var writer = try Writer(columnsOf: path)
        var draft = LakeDraft(path)
        guard try writer.add(rowsOf: path, without: keys, { try draft.write($0) }) > 0 else {
            return journal.remove.append(file)
        }
        try draft.write(try writer.finish())
        try draft.seal()
        journal.place.append(file)
    }
}
