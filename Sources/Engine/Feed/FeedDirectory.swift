import Connector
package import Feed
import FoundationEssentials
import Interactions

/// A directory of files that together are the feed: a lake's landing zone.
///
///     DIRECTORY/STREAM/tenant=TENANT/seq=FROM-TO.FORMAT
///     DIRECTORY/state.json
///
/// Each delivery adds one file for each stream that changed. The state is written last; what a delivery left that did
/// not come so far is removed by the next one.
struct FeedDirectory {
    private let path: String
    private let tenant: String
    private let format: FeedFormat

    init(_ path: String, tenant: String, format: FeedFormat) {
        self.path = path.isEmpty ? "." : path
        self.tenant = tenant
        self.format = format
    }

    /// What was delivered so far.
    ///
    /// - Throws: `FeedError`, also if files of another format lie there, or changes that follow on a position which is
    ///   lost.
    func state() throws -> FeedState {
        let state = try FeedState.kept(in: "\(path)/state.json")
        for stream in FeedStream.allCases {
            for name in files(of: stream) where name.hasPrefix("seq=") && !name.hasSuffix(".partial") {
                guard name.hasSuffix(".\(format.rawValue)") else {
                    throw FeedError(
                        .badState,
                        "'\(path)' has files of another format than \(format.rawValue). Deliver into another directory, "
                            + "or go on with theirs."
                    )
                }
                // Of the first delivery, if it was interrupted, only files that begin at the start can be there.
                guard state[stream] != .start || name.hasPrefix("seq=0-") else {
                    throw FeedError(
                        .badState,
                        "'\(path)' has changes of the stream \(stream.rawValue) and no position that they lead to. "
                            + "Deliver into an empty directory, and load everything from the start."
                    )
                }
            }
        }
        return state
    }

    /// Makes a stream's directory, without what a delivery that was killed left there.
    ///
    /// - Throws: `FeedError`.
    func prepare(_ stream: FeedStream, after sequence: Int64) throws {
        let folder = folder(of: stream)
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for name in files(of: stream) where name.hasPrefix("seq=\(sequence)-") || name.hasSuffix(".partial") {
                try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
        } catch {
            throw FeedError(.cannotWrite, "'\(folder)' cannot be made or cleared.")
        }
    }

    /// Names in a stream's directory; none if it is not there or closed to us, which shows when a file is made.
    private func files(of stream: FeedStream) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder(of: stream))) ?? []
    }

    /// - Throws: `FeedError`.
    func file(of stream: FeedStream, after sequence: Int64, to last: Int64) throws -> FeedFile {
        try FeedFile("\(folder(of: stream))/seq=\(sequence)-\(last).\(format.rawValue)")
    }

    /// - Throws: `FeedError`.
    func save(_ state: FeedState) throws { try state.keep(in: "\(path)/state.json") }

    private func folder(of stream: FeedStream) -> String {
        // A tenant's name may be anything; in a path only these stay.
        let name = tenant.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
            return isPlain || byte == 0x2E
                ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
        }.joined()
        return "\(path)/\(stream.rawValue)/tenant=\(name)"
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
