package import Interactions

/// A writer for each file of a lake: what is there goes to the stream's part, of interactions and participants by
/// month; what changed, to the stream's changes as well.
package struct LakeRecords<Writer: FeedFileWriter>: FeedRowWriter {
    /// Rows that all writers hold back together at most: months come in no order.
    private static var mostHeld: Int { 262_144 }

    package let streams: [FeedStream]
    /// Whose changes are told, because everything was told before.
    private let increments: Set<FeedStream>
    package private(set) var files: [LakeFile] = []
    private var writers: [Writer] = []
    private var places: [LakeFile: Int] = [:]
    /// By stream, rows and deletions so far.
    package private(set) var counts: [FeedStream: Int] = [:]
    /// By stream, what is told anew: no file of before keeps it.
    package private(set) var keys: [FeedStream: Set<KeyedHash>] = [:]
    private var held = 0

    // The row under way.
    private var stream = FeedStream.interaction
    private var instant = Timestamp(microseconds: 0)
    private var month: (day: Int64, text: String) = (.min, "")
    private var next = 0
    private var key = KeyedHash(high: 0, low: 0)
    private var part: Int?
    private var changes: Int?

    /// - Parameter increments: those of the streams of which the lake has everything already.
    package init(_ streams: [FeedStream], increments: Set<FeedStream>) {
        self.streams = streams
        self.increments = increments
        // The first file is there in any case: it has the columns.
        for stream in streams where stream.isDerived && !increments.contains(stream) {
            _ = place(of: LakeFile(stream, .part(month: nil)))
        }
    }

    package mutating func occurred(at instant: Timestamp) { self.instant = instant }

    package mutating func begin(_ stream: FeedStream) {
        self.stream = stream
        next = 0
    }

    package mutating func add(_ value: KeyedHash) {
        if next == 0 {
            key = value
            next = 1
        } else {
            forward { $0.add(value) }
        }
    }

    package mutating func add(_ value: String) {
        if next == 1 {
            open(isDeletion: value == "delete")
            next = 2
        }
        forward { $0.add(value) }
    }

    package mutating func add(_ value: Int) { forward { $0.add(value) } }
    package mutating func add(_ value: Bool) { forward { $0.add(value) } }
    package mutating func add(_ value: Timestamp) { forward { $0.add(value) } }
    package mutating func addNull() { forward { $0.addNull() } }

    package mutating func end() {
        forward { $0.end() }
        counts[stream, default: 0] += 1
        held += 1
        guard held > Self.mostHeld else { return }
        if let most = writers.indices.max(by: { writers[$0].heldRows < writers[$1].heldRows }) {
            writers[most].release()
        }
        held = writers.reduce(0) { $0 + $1.heldRows }
    }

    /// Where the row goes, now that it is known whether it is one.
    private mutating func open(isDeletion: Bool) {
        part = isDeletion ? nil : place(of: LakeFile(stream, .part(month: stream.isDerived ? nil : currentMonth())))
        changes = increments.contains(stream) ? place(of: LakeFile(stream, .changes)) : nil
        if increments.contains(stream) { keys[stream, default: []].insert(key) }
        forward { [stream, key] in
            $0.begin(stream)
            $0.add(key)
        }
    }

    private mutating func currentMonth() -> String {
        let day = instant.microseconds.flooredDivision(by: Timestamp.microsecondsPerDay).quotient
        if day != month.day {
            let date = instant.iso8601
            month = (day, String(date.prefix { $0 != "T" }.dropLast(3)))
        }
        return month.text
    }

    private mutating func place(of file: LakeFile) -> Int {
        if let place = places[file] { return place }
        places[file] = files.count
        files.append(file)
        writers.append(Writer(file.stream))
        return files.count - 1
    }

    private mutating func forward(_ body: (inout Writer) -> Void) {
        if let part { body(&writers[part]) }
        if let changes { body(&writers[changes]) }
    }

    // MARK: Bytes

    /// Hands out what is complete of each file.
    package mutating func forEach(_ body: (LakeFile, [UInt8]) throws -> Void) rethrows {
        for index in writers.indices {
            let bytes = writers[index].take()
            if !bytes.isEmpty { try body(files[index], bytes) }
        }
    }

    /// Adds the rows of an older part, without those that are told anew; false if that has other columns.
    package mutating func merge(_ path: String, into file: LakeFile, _ flush: ([UInt8]) throws -> Void) throws -> Bool {
        guard let place = places[file], try writers[place].hasColumns(of: path) else { return false }
        _ = try writers[place].add(rowsOf: path, without: keys[file.stream] ?? [], flush)
        return true
    }

    /// Hands out the last bytes of each file, after which nothing can be added.
    package mutating func finishEach(_ body: (LakeFile, [UInt8]) throws -> Void) throws {
        for index in writers.indices { try body(files[index], try writers[index].finish()) }
    }

    package mutating func take() -> [UInt8] { [] }
    package mutating func finish() throws -> [UInt8] { [] }
}
