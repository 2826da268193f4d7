import Glibc

/// A file that `ParquetRecords` made, to be read again: only what that writes is understood.
final class ParquetFile {
    struct Group {
        let rows: Int
        /// By column: where its page begins, and its bytes with the header.
        let chunks: [(offset: Int, size: Int)]
    }

    let columns: [ParquetColumn]
    let groups: [Group]
    private let descriptor: Int32
    private let path: String

    /// - Throws: `FeedError` for what is none of ours.
    init(_ path: String) throws(FeedError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        let size = descriptor >= 0 ? Int(lseek(descriptor, 0, SEEK_END)) : -1
        let ending = try? Self.read(descriptor, size - 8, 8)
        let length = ending.map { $0.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) } } ?? 0
        guard let ending, ending.suffix(4).elementsEqual("PAR1".utf8), length > 0, length <= size - 12,
            let footer = try? Self.read(descriptor, size - 8 - length, length),
            let (columns, groups) = Self.understood(footer, of: size)
        else {
            if descriptor >= 0 { close(descriptor) }
            throw Self.foreign(path)
        }
        (self.columns, self.groups) = (columns, groups)
    }

    deinit { close(descriptor) }

    private static func understood(_ footer: [UInt8], of file: Int) -> ([ParquetColumn], [Group])? {
        var reader = ThriftCompactReader(footer[...])
        guard let fields = reader.structure(), let schema = fields[2].list, let groups = fields[4].list else {
            return nil
        }
        let columns = schema.dropFirst().map { Optional($0).structure.flatMap { ParquetColumn($0) } }
        let found = groups.map { group -> Group? in
            guard let fields = Optional(group).structure, let chunks = fields[1].list, let rows = fields[3].number,
                chunks.count == columns.count, (0...Int64(1 << 24)).contains(rows)
            else { return nil }
            let places = chunks.map { chunk -> (Int, Int)? in
                guard let data = Optional(chunk).structure?[3].structure, let offset = data[9].number,
                    let size = data[7].number, (0...Int64(file)).contains(size)
                else { return nil }
                return (Int(offset), Int(size))
            }
            guard places.allSatisfy({ $0 != nil }) else { return nil }
            return Group(rows: Int(rows), chunks: places.compactMap(\.self))
        }
        guard columns.allSatisfy({ $0 != nil }), found.allSatisfy({ $0 != nil }) else { return nil }
        return (columns.compactMap(\.self), found.compactMap(\.self))
    }

    /// The values of one column of one group.
    ///
    /// - Throws: `FeedError` if they are damaged.
    func values(_ column: Int, of group: Group) throws(FeedError) -> ParquetValues {
        let chunk = group.chunks[column]
        guard let bytes = try? Self.read(descriptor, chunk.offset, chunk.size),
            let values = try? ParquetValues(bytes, columns[column], rows: group.rows)
        else { throw Self.foreign(path) }
        return values
    }

    private struct Unreadable: Error {}

    private static func read(_ descriptor: Int32, _ offset: Int, _ count: Int) throws -> [UInt8] {
        guard offset >= 0, count >= 0 else { throw Unreadable() }
        var done = 0
        return try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while done < count {
                let got = pread(descriptor, buffer.baseAddress?.advanced(by: done), count - done, offset + done)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { throw Unreadable() }
                done += got
            }
            filled = done
        }
    }

    private static func foreign(_ path: String) -> FeedError {
        FeedError(
            .badState,
            "'\(path)' is damaged, or was not made here. Deliver into an empty directory, and load everything from the start."
        )
    }
}
