import Connector
import ConnectorTesting
import Interactions
import RecordsFile
import Testing

/// The file as a source: read again when it changed, and what is not named is gone only if all rows name themselves.
struct RecordsSourceTests {
    private static let rows = (1...7).map { "account,\($0),Company \($0)" }
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path + "/records.csv"
    }

    private func write(_ rows: [String]) throws {
        _ = try directory.write("type,id,name\n" + rows.map { $0 + "\n" }.joined(), to: "records.csv")
    }

    private func stream(_ source: RecordsSource) async throws -> StreamID {
        let streams = try await source.streams(of: .crm)
        #expect(streams.count == 1)
        return streams[0]
    }

    @Test func `All pages together are the file, and then there is nothing new`() async throws {
        try write(Self.rows)
        let source = RecordsSource(path: path, pageRows: 3)
        let stream = try await stream(source)
        var cursor: Cursor?
        var names: [String?] = []
        var starts: [Bool] = []
        while true {
            let page = try await source.changes(in: stream, after: cursor)
            for case .found(_, .row(let row)) in page.changes { names.append(row.name) }
            starts.append(page.startsRound)
            cursor = page.cursor
            if page.isLast {
                #expect(page.endsRound)
                break
            }
        }
        #expect(names == (1...7).map { "Company \($0)" })
        #expect(starts == [true, false, false])
        let again = try await source.changes(in: stream, after: cursor)
        #expect(again.changes.isEmpty && again.isLast && !again.startsRound && again.cursor == cursor)
    }

    @Test func `A changed file is read from its start, also half-way`() async throws {
        try write(Self.rows)
        let source = RecordsSource(path: path, pageRows: 3)
        let stream = try await stream(source)
        let first = try await source.changes(in: stream, after: nil)
        try write(Array(Self.rows.dropLast()))
        let failure = await #expect(throws: SourceError.self) {
            try await source.changes(in: stream, after: first.cursor)
        }
        #expect(failure?.code == .cursorExpired)
        let whole = RecordsSource(path: path)
        let before = try await whole.changes(in: stream, after: nil)
        try write(Self.rows)
        let after = try await whole.changes(in: stream, after: before.cursor)
        #expect(after.startsRound && after.endsRound && after.changes.count == 7)
    }

    @Test func `A row without an id keeps everything that is not named, and is told`() async throws {
        try write(["account,1,A", "account,,B"])
        let source = RecordsSource(path: path)
        let page = try await source.changes(in: try await stream(source), after: nil)
        #expect(page.isLast && !page.endsRound)
        guard case .unreadable(let item, let error) = page.changes.last else {
            Issue.record("\(page.changes)")
            return
        }
        #expect(item == ItemKey("row 3"))
        #expect(error.message == "The file of records, row 3, column 'id': expected an id, found nothing.")
    }

    @Test func `A bad row is unreadable under its name, and gone when it is not there any more`() async throws {
        try write(["account,1,A", "account,1,B", "account,2,C"])
        let source = RecordsSource(path: path)
        let stream = try await stream(source)
        let page = try await source.changes(in: stream, after: nil)
        #expect(page.endsRound)
        let bad = page.changes.compactMap { if case .unreadable(let item, _) = $0 { item } else { nil } }
        #expect(bad.count == 1)
        try write(["account,2,C"])
        #expect(try await source.changes(of: [bad[0]], in: stream) == [.gone(bad[0])])
    }

    @Test func `A missing or empty file fails its stream, and nothing is gone`() async throws {
        let source = RecordsSource(path: path)
        let stream = try await stream(source)
        for rows in [nil, []] as [[String]?] {
            if let rows { try write(rows) }
            let error = await #expect(throws: SourceError.self) { try await source.changes(in: stream, after: nil) }
            #expect(error?.scope == .stream && error?.retry == .never)
        }
    }

    @Test func `Mailboxes have none of it`() async throws {
        let mailbox = try #require(EmailAddress("ann@contoso.example")).mailbox
        #expect(try await RecordsSource(path: path).streams(of: .mailbox(mailbox)).isEmpty)
    }
}

extension EmailAddress {
    fileprivate var mailbox: Mailbox { Mailbox(address: self) }
}
