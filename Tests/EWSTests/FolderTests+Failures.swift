import Connector
import ConnectorTesting
import HTTPTransport
import Interactions
import Testing

@testable import EWS

/// What is left when a part of the folders cannot be had.
extension `The folders of a mailbox` {
    /// Folders and what failed of a mailbox whose default folders are there.
    static func list(
        _ answer: @escaping @Sendable (Question) throws -> HTTPAnswer
    ) async throws -> (streams: [String], failures: [SourceError]) {
        let source = EWSSource(
            client: Exchange.client(ScriptedTransport { try answer(Question($0)) }),
            now: { Timestamp(microseconds: 0) }
        )
        let (streams, failures) = try await list(source)
        return (streams.map { "\($0.kind.rawValue) \($0.folder)" }, failures)
    }

    static let usual = [
        create("inbox"), create("project", in: "inbox"), create("mine"), create("sent"),
        create("diary", folderClass: "IPF.Appointment", element: "CalendarFolder"),
    ]
    static let usualNames = ["inbox": "inbox", "sentitems": "sent", "calendar": "diary"]

    @Test(
        "without an archive are no error",
        arguments: [
            "ErrorItemNotFound", "ErrorFolderNotFound", "ErrorNonExistentMailbox", "ErrorArchiveMailboxNotEnabled",
        ]
    )
    func noArchive(code: String) async throws {
        let (streams, _) = try await Self.streams { question in
            question.distinguishedFolders == ["archivemsgfolderroot"]
                ? Exchange.fault(code) : Self.answer(question, [Self.create("inbox")])
        }
        #expect(streams == ["mail inbox"])
    }

    @Test(
        "are not guessed when one of the answers is missing",
        arguments: ["msgfolderroot", "archivemsgfolderroot", "drafts"],
        ["ErrorServerBusy", "ErrorMailboxStoreUnavailable"]
    )
    func missing(folder: String, code: String) async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.streams { question in
                guard question.distinguishedFolders.contains(folder) else {
                    return Self.answer(question, [Self.create("inbox")])
                }
                guard question.operation == "GetFolder" else { return Exchange.fault(code) }
                return Exchange.answer(
                    "GetFolder",
                    question.distinguishedFolders.map {
                        Exchange.error("GetFolder", $0 == folder ? code : "ErrorFolderNotFound")
                    }
                )
            }
        }
        #expect(error?.scope == (folder == "msgfolderroot" ? .mailbox : .part))
        #expect(error?.retry != .never)
        #expect(error.map { [.throttled, .unavailable].contains($0.code) } == true)
    }

    @Test(
        "of an archive that cannot be had fail alone",
        arguments: [
            "ErrorAccessDenied", "ErrorMailboxStoreUnavailable", "ErrorMailboxFailover", "ErrorWrongServerVersion",
            "ErrorServerBusy",
        ]
    )
    func deniedArchive(code: String) async throws {
        for answer in [Exchange.fault(code), nil] {
            let (streams, failures) = try await Self.list { question in
                guard question.distinguishedFolders == ["archivemsgfolderroot"] else {
                    return Self.answer(question, Self.usual, named: Self.usualNames)
                }
                return answer
                    ?? Exchange.answer("SyncFolderHierarchy", [Exchange.error("SyncFolderHierarchy", code)])
            }
            #expect(streams == ["calendar diary", "mail inbox", "mail mine", "mail project", "mail sent"])
            #expect(failures.map(\.scope) == [.part])
            #expect(failures.first?.message.contains("archive") == true)
            #expect(failures.first?.vendorCode == code)
        }
    }

    @Test(
        "are no whole list without an inbox or a calendar, however they are missing",
        arguments: [("inbox", "inbox"), ("calendar", "diary")]
    )
    func incomplete(name: String, id: String) async throws {
        // Not in the list although it is there; not there at all; nothing there.
        let folders = Self.usual.filter { !$0.contains("Id=\"\(id)\" ") }
        let names = Self.usualNames.filter { $0.key != name }
        for (folders, names) in [(folders, Self.usualNames), (Self.usual, names), ([], [:])] {
            let (streams, failures) = try await Self.list { Self.answer($0, folders, named: names) }
            #expect(streams.count <= folders.count)
            #expect(failures.contains { $0.message.contains(name) && $0.scope == .part && $0.code == .badAnswer })
            #expect(failures.allSatisfy { $0.retry == .never })
        }
    }

    @Test func `that may be junk are left out while nobody can tell which the junk is`() async throws {
        let (streams, failures) = try await Self.list { question in
            guard question.operation == "GetFolder" else { return Self.answer(question, Self.usual) }
            return Exchange.answer(
                "GetFolder",
                question.distinguishedFolders.map { name in
                    if name == "junkemail" { return Exchange.error("GetFolder", "ErrorMailboxStoreUnavailable") }
                    guard let id = Self.usualNames[name] else {
                        return Exchange.error("GetFolder", "ErrorFolderNotFound")
                    }
                    let folder = "<m:Folders><t:Folder><t:FolderId Id=\"\(id)\"/></t:Folder></m:Folders>"
                    return Exchange.success("GetFolder", folder)
                }
            )
        }
        #expect(streams == ["calendar diary", "mail inbox", "mail project", "mail sent"])
        #expect(failures.map(\.scope) == [.part])
        #expect(failures.first?.message.contains("junkemail") == true)
    }

    @Test func `of a mailbox that is not there are an error of the mailbox`() async throws {
        let error = await #expect(throws: SourceError.self) {
            try await Self.streams { _ in Exchange.fault("ErrorNonExistentMailbox") }
        }
        #expect(error?.code == .noMailbox)
        #expect(error?.scope == .mailbox)
        #expect(error?.retry == .never)
    }
}
