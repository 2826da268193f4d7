import DataFiles
import Feed
import FoundationEssentials
import Glibc
import Interactions

/// A directory of files that together are the feed: a lake's landing zone.
///
///     DIRECTORY/STREAM/tenant=TENANT/month=2026-11/part-SEQ.FORMAT     interactions and participants as they are now
///     DIRECTORY/STREAM/tenant=TENANT/part-SEQ.FORMAT                   the other streams
///     DIRECTORY/changes/STREAM/tenant=TENANT/seq=FROM-TO.FORMAT        what changed, with op
///     DIRECTORY/state.json
///
/// A row is in one part alone, and in one file of changes at most: what is told anew is taken out of the files of
/// before. Paths below are relative to the directory.
struct LakeDirectory {
    private static let journal = "delivery.json"
    private static let state = "state.json"

    let path: String
    private let tenant: String
    private let format: FeedFormat

    init(_ path: String, tenant: String, format: FeedFormat) {
        self.path = path.isEmpty ? "." : path
        self.tenant = "tenant=" + PathSegment.escaped(tenant)
        self.format = format
    }

    /// Makes the directory, and keeps every other delivery out of it until the value is gone.
    ///
    /// - Throws: `FeedError`, or `EngineError` of code `busy`.
    func lock() throws -> FileLock {
        try make(path)
        let opened = FileDescriptor(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
        guard opened.number >= 0 else { throw FeedFile.failure(path) }
        guard let lock = FileLock(opened) else {
            throw EngineError(.busy, "Another process is delivering into '\(path)'. Wait for it to end.")
        }
        return lock
    }

    // MARK: Files

    func path(of file: LakeFile, after sequence: Int64, to last: Int64) -> String {
        switch file.kind {
        case .part(let month):
            "\(file.stream.rawValue)/\(tenant)/\(month.map { "month=\($0)/" } ?? "")part-\(last).\(format.rawValue)"
        case .changes: "changes/\(file.stream.rawValue)/\(tenant)/seq=\(sequence)-\(last).\(format.rawValue)"
        }
    }

    func absolute(_ file: String) -> String { "\(path)/\(file)" }

    /// All files of a stream; no drafts.
    ///
    /// - Throws: `FeedError` if a folder cannot be read.
    func files(of stream: FeedStream) throws(FeedError) -> [String] {
        try names(of: stream).filter { !$0.hasSuffix(LakeDraft.ending) }.sorted()
    }

    /// The parts beside one that is new, the greatest last.
    func parts(beside file: String) -> [String] {
        let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
        let names = (try? FileManager.default.contentsOfDirectory(atPath: absolute(folder))) ?? []
        let parts = names.filter { $0.hasPrefix("part-") && $0.hasSuffix(".\(format.rawValue)") }
            .map { "\(folder)/\($0)" }.filter { $0 != file }
        return parts.map { ($0, size(of: $0)) }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    }

    private func size(of file: String) -> Int {
        var status = stat()
        return stat(absolute(file), &status) == 0 ? Int(status.st_size) : 0
    }

    /// Makes the folder of a file.
    ///
    /// - Throws: `FeedError`.
    func makeFolder(of file: String) throws(FeedError) {
        let path = absolute(file)
        try make(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    }

    private func make(_ folder: String) throws(FeedError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw FeedError(.cannotWrite, "'\(folder)' cannot be made.")
        }
    }

    /// Files of a stream, drafts among them.
    private func names(of stream: FeedStream) throws(FeedError) -> [String] {
        var names: [String] = []
        for folder in ["\(stream.rawValue)/\(tenant)", "changes/\(stream.rawValue)/\(tenant)"] {
            guard FileManager.default.fileExists(atPath: absolute(folder)) else { continue }
            guard let found = try? FileManager.default.subpathsOfDirectory(atPath: absolute(folder)) else {
                throw FeedError(.cannotWrite, "'\(absolute(folder))' cannot be read.")
            }
            names += found.map { "\(folder)/\($0)" }
        }
        return names.filter { name in
            let file = name.split(separator: "/").last ?? ""
            return file.hasPrefix("part-") || file.hasPrefix("seq=")
        }
    }

    // MARK: State

    /// What was delivered so far.
    ///
    /// - Throws: `FeedError`, also if files of another format lie there, or the position is lost that they lead to.
    func state() throws -> FeedState {
        let state = try FeedState.kept(in: absolute(Self.state))
        for stream in FeedStream.allCases {
            for file in try files(of: stream) {
                guard file.hasSuffix(".\(format.rawValue)") else {
                    throw FeedError(
                        .badState,
                        "'\(path)' has files of another format than \(format.rawValue). Deliver into another directory, "
                            + "or go on with theirs."
                    )
                }
                guard state.names(stream), file.hasPrefix("changes/") || !file.contains("/seq=") else {
                    throw FeedError(
                        .badState,
                        "'\(path)' has files of the stream \(stream.rawValue) and no position that they lead to, or of an "
                            + "older version. Deliver into an empty directory, and load everything from the start."
                    )
                }
            }
        }
        return state
    }

    // MARK: Deliveries

    /// Ends what an interrupted delivery had begun: what was written down is done, and other drafts go.
    ///
    /// - Throws: `FeedError`.
    func recover() throws {
        if FileManager.default.fileExists(atPath: absolute(Self.journal)) {
            guard let data = FileManager.default.contents(atPath: absolute(Self.journal)),
                let journal = try? JSONDecoder().decode(LakeJournal.self, from: data)
            else {
                throw FeedError(
                    .badState,
                    "'\(absolute(Self.journal))' cannot be read. If it is damaged, deliver into an empty directory."
                )
            }
            try carryOut(journal)
        }
        for stream in FeedStream.allCases {
            for name in try names(of: stream) where name.hasSuffix(LakeDraft.ending) { try remove(name) }
        }
    }

    /// Lets a delivery happen, all of it: its drafts are there, and sealed.
    ///
    /// - Throws: `FeedError`.
    func commit(_ journal: LakeJournal) throws {
        guard !journal.place.isEmpty || !journal.remove.isEmpty else {
            return try journal.state.keep(in: absolute(Self.state))
        }
        // Their names, before anything relies on them.
        try synchronize(journal)
        let file = try FeedFile(absolute(Self.journal))
        try file.write(Array(try JSONEncoder().encode(journal)))
        try file.commit()
        try carryOut(journal)
    }

    private func carryOut(_ journal: LakeJournal) throws {
        for file in journal.place {
            let path = absolute(file)
            guard rename(path + LakeDraft.ending, path) == 0 || errno == ENOENT else { throw FeedFile.failure(path) }
        }
        for file in journal.remove { try remove(file) }
        try synchronize(journal)
        try journal.state.keep(in: absolute(Self.state))
        try remove(Self.journal)
    }

    private func remove(_ file: String) throws(FeedError) {
        guard unlink(absolute(file)) == 0 || errno == ENOENT else { throw FeedFile.failure(absolute(file)) }
    }

    private func synchronize(_ journal: LakeJournal) throws(FeedError) {
        for folder in Set((journal.place + journal.remove).map { $0[..<($0.lastIndex(of: "/") ?? $0.startIndex)] }) {
            try FeedFile.synchronize(absolute(String(folder)))
        }
    }
}
