import ConnectorTesting
import DataFiles
import Foundation
import SQLiteStore
import Testing

/// What somebody else put into the data directory is neither followed nor waited for.
@Suite struct UnsafeFileTests {
    private let outside: TemporaryDirectory
    private let data: String

    init() throws {
        outside = try TemporaryDirectory()
        data = "\(outside.path)/data"
        _ = try KeyFile.load(in: data)
        _ = try SQLiteInteractionStore(directory: data, tenant: "t")
    }

    private func refusal(of work: () throws -> Void) -> StoreError? {
        do {
            try work()
            return nil
        } catch {
            return error as? StoreError
        }
    }

    private func expectRefusal(of name: String) {
        let path = data
        var works: [() throws -> Void] = [
            { _ = try SQLiteInteractionStore(directory: path, tenant: "t") },
            { _ = try SQLiteInteractionStore(directory: path, tenant: "t", access: .reading) },
        ]
        if name == "identity.key" {
            works = [{ _ = try KeyFile.load(in: path) }, { _ = try KeyFile.existing(in: path) }]
        }
        if name == "lock" { works.removeLast() }
        for work in works {
            let error = refusal(of: work)
            #expect(error?.code == .unsafe)
            #expect(error?.message.contains("\(path)/\(name)") == true)
        }
    }

    private static let names = [
        "identity.key", "lock", "rapport.sqlite", "rapport.sqlite-wal", "rapport.sqlite-shm", "rapport.sqlite-journal",
    ]

    @Test(arguments: names, [true, false])
    func `A symbolic link is refused, whether it leads somewhere or not`(name: String, leads: Bool) throws {
        let files = FileManager.default
        let target = "\(outside.path)/target"
        let original = files.contents(atPath: "\(data)/\(name)") ?? Data("bait".utf8)
        if leads { try #require(files.createFile(atPath: target, contents: original)) }
        try? files.removeItem(atPath: "\(data)/\(name)")
        try files.createSymbolicLink(atPath: "\(data)/\(name)", withDestinationPath: target)
        expectRefusal(of: name)
        #expect(files.contents(atPath: target) == (leads ? original : nil))
    }

    @Test(arguments: names)
    func `A file that has a second name is refused`(name: String) throws {
        let files = FileManager.default
        let path = "\(data)/\(name)"
        if !files.fileExists(atPath: path) { try #require(files.createFile(atPath: path, contents: nil)) }
        try files.linkItem(atPath: path, toPath: "\(outside.path)/second")
        expectRefusal(of: name)
    }

    @Test(arguments: names)
    func `A pipe is refused at once, though nobody writes into it`(name: String) throws {
        try? FileManager.default.removeItem(atPath: "\(data)/\(name)")
        try #require(mkfifo("\(data)/\(name)", 0o600) == 0)
        expectRefusal(of: name)
    }

    @Test(arguments: names)
    func `A directory in place of a file is refused`(name: String) throws {
        try? FileManager.default.removeItem(atPath: "\(data)/\(name)")
        try FileManager.default.createDirectory(atPath: "\(data)/\(name)", withIntermediateDirectories: false)
        expectRefusal(of: name)
    }

    @Test(arguments: names)
    func `A file of somebody else's is refused`(name: String) throws {
        // Only root can give files away; everybody else has no way to test it.
        guard geteuid() == 0 else { return }
        let path = "\(data)/\(name)"
        if !FileManager.default.fileExists(atPath: path) {
            try #require(FileManager.default.createFile(atPath: path, contents: nil))
        }
        try #require(chown(path, 12_345, 12_345) == 0)
        expectRefusal(of: name)
    }

    @Test(arguments: [0o720, 0o702, 0o770, 0o777, 0o1777])
    func `A directory that others can write to is refused`(mode: mode_t) throws {
        try #require(chmod(data, mode) == 0)
        let path = data
        for work: () throws -> Void in [
            { _ = try KeyFile.load(in: path) },
            { _ = try SQLiteInteractionStore(directory: path, tenant: "t") },
            { _ = try SQLiteInteractionStore(directory: path, tenant: "t", access: .reading) },
        ] {
            let error = refusal(of: work)
            #expect(error?.code == .unsafe)
            #expect(error?.message.contains("chmod go-w") == true)
        }
        try #require(chmod(data, 0o750) == 0)
        _ = try SQLiteInteractionStore(directory: path, tenant: "t")
    }

    @Test func `A directory that is reached through a link is the owner's choice`() throws {
        let link = "\(outside.path)/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: data)
        _ = try SQLiteInteractionStore(directory: link, tenant: "t")
    }
}
