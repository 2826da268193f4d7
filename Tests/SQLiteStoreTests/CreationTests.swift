import Connector
import ConnectorTesting
import DataFiles
import Foundation
import GRDB
import SQLiteStore
import Testing

/// A process may be killed at any instant of the first opening; the next one goes on.
@Suite struct CreationTests {
    private static let names = ["rapport.sqlite", "rapport.sqlite-wal", "rapport.sqlite-journal"]

    /// Opens for writing, writes and reads, as the next run does.
    private func expectUsable(_ path: String, _ note: String) async throws {
        do {
            let store = try SQLiteInteractionStore(directory: path, tenant: "t")
            _ = try await store.commit(StoreScene.page([.seen(0, of: 1)]), to: StoreScene.mail(0))
            #expect(try await store.integrityCheck() == [], "\(note)")
        }
        let reader = try SQLiteInteractionStore(directory: path, tenant: "t", access: .reading)
        #expect(try await reader.counts().emails == 1, "\(note)")
        let left = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.contains(".new") }
        #expect(left == [], "\(note)")
    }

    /// Every reader says so in one of the ways that name the next step, or reads.
    private func expectNoFalseAlarm(_ path: String, _ note: String) {
        do {
            _ = try SQLiteInteractionStore(directory: path, tenant: "t", access: .reading)
        } catch let error as StoreError {
            #expect([.cannotWrite, .unfinished, .tooOld].contains(error.code), "\(note): \(error)")
            #expect(error.message.contains("rapport sync"), "\(note): \(error)")
        } catch {
            Issue.record("\(note): \(error)")
        }
    }

    /// The files after each statement of one transaction that makes tables, and after its end, where every changed page
    /// is written at once.
    private static func states(of mode: String) throws -> [[String: Data]] {
        let origin = try TemporaryDirectory()
        let queue = try DatabaseQueue(path: "\(origin.path)/rapport.sqlite")
        var states: [[String: Data]] = []
        func take() {
            let files = names.compactMap { name in
                FileManager.default.contents(atPath: "\(origin.path)/\(name)").map { (name, $0) }
            }
            states.append(Dictionary(uniqueKeysWithValues: files))
        }
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = \(mode); PRAGMA cache_spill = 1; PRAGMA cache_size = 1")
            try db.execute(sql: "BEGIN IMMEDIATE")
            for statement in Version3.schema.components(separatedBy: ";\n") {
                try db.execute(sql: statement + ";")
                take()
            }
            try db.execute(sql: "COMMIT")
            take()
        }
        try queue.close()
        return states
    }

    /// The states that a process leaves which makes the tables in the place itself, in one of the two ways in which
    /// SQLite keeps what a transaction would take back: cut at a page, or in the middle of one.
    @Test(arguments: ["DELETE", "WAL"])
    func `Killed at any write of the making, the next one mends it`(mode: String) async throws {
        let states = try Self.states(of: mode)
        for (number, state) in states.enumerated() {
            // A log may end anywhere; a journal is whole before the first page of the database is written.
            let mayBeCut = mode == "WAL" || state["rapport.sqlite"]?.isEmpty ?? true
            for cut in mayBeCut ? [0, 1, 511, 512, 4_095, 4_096] : [0] {
                let copy = try TemporaryDirectory()
                for (name, bytes) in state {
                    let kept = name == "rapport.sqlite" ? bytes : bytes.prefix(max(0, bytes.count - cut))
                    let path = "\(copy.path)/\(name)"
                    try kept.write(to: URL(filePath: path))
                    // Where something else in the process closed this file too early, the state is another one.
                    try #require(FileManager.default.contents(atPath: path) == Data(kept))
                }
                let note = "\(mode), state \(number), cut by \(cut)"
                expectNoFalseAlarm(copy.path, note)
                // What has rows of no tenant yet is claimed.
                try await expectUsable(copy.path, note)
            }
        }
    }

    @Test func `A journal that was not played back keeps nobody out for good`() async throws {
        // Header of an empty database of one page, and of a journal that says it had none.
        let header = [UInt8]("SQLite format 3\0".utf8) + [16, 0, 1, 1, 0, 64, 32, 32, 0, 0, 0, 1, 0, 0, 0, 1]
        let journal: [UInt8] =
            [
                0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7, 0, 0, 0, 0, 0xAA, 0x72, 0xA0, 0xF9, 0, 0, 0, 0, 0, 0, 2,
                0,
            ]
            + [0, 0, 0x10, 0]
        for length in [512, 4_096] {
            let directory = try TemporaryDirectory()
            let page = Data(header) + Data(count: 4_096 - header.count)
            try page.write(to: URL(filePath: "\(directory.path)/rapport.sqlite"))
            let rest = Data(journal) + Data(count: length - journal.count)
            try rest.write(to: URL(filePath: "\(directory.path)/rapport.sqlite-journal"))
            expectNoFalseAlarm(directory.path, "\(length)")
            try await expectUsable(directory.path, "\(length)")
        }
    }

    @Test(arguments: ["", "-wal", "-shm", "-journal"])
    func `What a killed making left beside the place is in nobody's way`(suffix: String) async throws {
        let directory = try TemporaryDirectory()
        let rest = URL(filePath: "\(directory.path)/rapport.sqlite.new\(suffix)")
        try Data("half of something".utf8).write(to: rest)
        expectNoFalseAlarm(directory.path, suffix)
        try await expectUsable(directory.path, suffix)
    }

    @Test(arguments: ["-wal", "-shm", "-journal"])
    func `An empty file and its side files are no database yet`(suffix: String) async throws {
        let directory = try TemporaryDirectory()
        try Data().write(to: URL(filePath: "\(directory.path)/rapport.sqlite"))
        try Data("half of something".utf8).write(to: URL(filePath: "\(directory.path)/rapport.sqlite\(suffix)"))
        #expect(!SQLiteInteractionStore.exists(in: directory.path))
        expectNoFalseAlarm(directory.path, suffix)
        try await expectUsable(directory.path, suffix)
    }

    @Test func `Readers beside the first making see nothing or all of it`() async throws {
        for _ in 0..<5 {
            let directory = try TemporaryDirectory()
            let path = directory.path
            try await withThrowingTaskGroup(of: Void.self) { group in
                for reader in 0..<2 {
                    group.addTask {
                        for attempt in 0..<50 { expectNoFalseAlarm(path, "reader \(reader), attempt \(attempt)") }
                    }
                }
                group.addTask { _ = try SQLiteInteractionStore(directory: path, tenant: "t") }
                try await group.waitForAll()
            }
        }
    }
}
