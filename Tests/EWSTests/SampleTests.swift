import ConnectorTesting
import Interactions
import Testing

@testable import EWS

@Suite struct `Samples of Microsoft's documentation` {
    @Test func `of SyncFolderItems give their changes`() async throws {
        let initial = try await read("doc-syncfolderitems-initial.xml", as: Samples.items)
        #expect(initial.syncState == "H4sIAAA==")
        #expect(initial.includesLastItemInRange)
        #expect(
            initial.changes
                == ["q04QAAAA==", "q07AAAAA==", "q1AwAAAA==", "AAMkADBh==", "AAMkADBh=="]
                .map { SyncFolderItems.Change(kind: .createOrUpdate, itemID: $0) }
        )

        let operation = try await read("doc-syncfolderitems-operation.xml", as: Samples.items)
        #expect(operation.syncState == "H4sIAAAAA=")
        #expect(operation.changes == [SyncFolderItems.Change(kind: .createOrUpdate, itemID: "AQApAHRwA==")])

        let mixed = try await read("doc-syncfolderitems-create-update-readflag-delete.xml", as: Samples.items)
        #expect(mixed.syncState == "H4sIAAAAAAAEAO29B2AcSZY==")
        #expect(
            mixed.changes == [
                SyncFolderItems.Change(kind: .createOrUpdate, itemID: "q04QAAAA=="),
                SyncFolderItems.Change(kind: .createOrUpdate, itemID: "AQMkAD+"),
                SyncFolderItems.Change(kind: .createOrUpdate, itemID: "Q04AAAAA=="),
                SyncFolderItems.Change(kind: .readFlagChange, itemID: " q07AAAAA=="),
                SyncFolderItems.Change(kind: .delete, itemID: " q1AwAAAA=="),
            ]
        )
    }

    @Test func `of SyncFolderHierarchy give their folders`() async throws {
        let initial = try await read("doc-syncfolderhierarchy-initial.xml", as: Samples.hierarchy)
        #expect(initial.syncState == "H4sIAA==")
        #expect(initial.includesLast)
        #expect(initial.folders.map(\.folderID) == ["AAMkADM=", "AAMkADMzM=", "AAMkAD/AAA=", "AAMkADBh="])
        #expect(initial.folders.allSatisfy { $0.kind == .folder && $0.folderClass == nil })

        let operation = try await read("doc-syncfolderhierarchy-operation.xml", as: Samples.hierarchy)
        #expect(
            operation.folders == [
                Folder(.folder, folderID: "AQApAHR=", parentFolderID: "AQApA=", folderClass: "IPF.Note")
            ]
        )
        #expect(operation.deleted.isEmpty)
    }

    @Test func `of FindItem give ids, starts and paging`() async throws {
        let paged = try await read("doc-finditem-paged-2.xml", as: Samples.findItem)
        #expect(paged.items.map(\.itemID) == ["AAMkAGM2...", "AAMkAGM2...", "AAMkAGM2..."])
        #expect(paged.indexedPagingOffset == 8)
        #expect(paged.includesLastItemInRange)

        let view = try await read("doc-finditem-calendarview.xml", as: Samples.findItem)
        #expect(!view.includesLastItemInRange)
        #expect(view.indexedPagingOffset == nil)
        #expect(
            view.items.map(\.start)
                == [
                    "2013-08-21T19:30:00Z", "2013-08-21T20:00:00Z", "2013-08-21T21:30:00Z", "2013-08-22T18:00:00Z",
                    "2013-08-22T21:00:00Z",
                ].map { Timestamp(iso8601: $0) }
        )

        let expanded = try await read("doc-finditem-calendarview-expanded.xml", as: Samples.findItem)
        #expect(
            expanded.items.map(\.itemID)
                == ["AAMkADA6...", "AAMkADA7...", "AAMkADA8...", "AAMkADA9...", "AAMkADAA..."]
        )
        #expect(expanded.items.first?.start == Timestamp(iso8601: "2014-07-02T15:30:00Z"))

        let delegate = try await read("doc-finditem-calendarview-delegate.xml", as: Samples.findItem)
        #expect(delegate.items == [FindItem.Found(itemID: "IJpUAAA=", start: nil)])

        let masters = try await read("doc-finditem-recurring-masters.xml", as: Samples.findItem)
        #expect(masters.items.map(\.itemID) == ["AAMkADA5..."])
    }

    @Test func `of GetItem give items, whatever else stands in them`() async throws {
        let attachments = try await read("doc-getitem-attachments.xml", as: Samples.getItem)
        #expect(attachments == [.success(.message(Message(itemID: "ERu/AAA=")))])
        let entities = try await read("doc-getitem-entities.xml", as: Samples.getItem)
        #expect(entities == [.success(.message(Message(itemID: "sVC5AAA=")))])
        let calendar = try await read("doc-getitem-calendar-1.xml", as: Samples.getItem)
        #expect(calendar == [.success(.calendarItem(CalendarItem(itemID: "ASUAd")))])
    }

    @Test func `of GetFolder give the folder`() async throws {
        let folders = try await read("doc-getfolder-permissions.xml", as: Samples.getFolder)
        #expect(
            folders == [
                .success(Folder(.folder, folderID: "EAAAAA==", parentFolderID: "CQAAAA==", folderClass: "IPF.Note"))
            ]
        )
    }

    @Test func `of ResolveNames give addresses and no names`() async throws {
        let found = try await read("doc-resolvenames-multiple.xml", as: Samples.resolveNames)
        let user = MailboxAddress(emailAddress: "User2@example.com", routingType: "SMTP")
        #expect(found == [.init(mailbox: user, emailAddresses: ["SMTP:User2@example.com"])])
        let ambiguous = try await read("doc-resolvenames-ambiguous.xml", as: Samples.resolveNames)
        let sadie = MailboxAddress(emailAddress: "Sadie@Contoso.com", routingType: "SMTP")
        #expect(ambiguous == [.init(mailbox: sadie, emailAddresses: ["SMTP:Sadie@Contoso.com"])])
        let none = try await read("doc-resolvenames-noresults.xml", as: Samples.resolveNames)
        #expect(none.isEmpty)
        let error = try await read("doc-resolvenames-error.xml", as: Samples.resolveNames)
        #expect(error.isEmpty)
    }

    @Test(
        "that are errors fail with their code",
        arguments: [
            ("doc-syncfolderitems-error-invalidsyncstate.xml", "ErrorInvalidSyncStateData"),
            ("doc-syncfolderhierarchy-error-invalidsyncstate.xml", "ErrorInvalidSyncStateData"),
            ("doc-finditem-error.xml", "ErrorInvalidIdMalformed"),
            ("doc-fault-schema-version.xml", "ErrorIncorrectSchemaVersion"),
        ]
    )
    func errors(file: String, code: String) async throws {
        let expected = EWSError.response(ResponseFailure(code: ResponseCode(code)))
        await #expect(throws: expected) { try await read(file, as: Samples.operation(for: file)) }
    }

    @Test(
        "that are something else are refused",
        arguments: [
            ("doc-getitem-message-malformed-html.xml", EWSError.BadAnswer.malformed),
            ("doc-getstreamingevents-concatenated.xml", .malformed),
            ("doc-expanddl-error.xml", .notAnEnvelope),
            ("doc-findfolder-hidden.xml", .notAnEnvelope),
            ("doc-getuseravailability.xml", .notAnEnvelope),
            ("doc-getuseravailability-body-only.xml", .notAnEnvelope),
            ("doc-subscribe-streaming.xml", .notAnEnvelope),
            ("doc-autodiscover-pox-settings.xml", .notAnEnvelope),
        ]
    )
    func foreign(file: String, answer: EWSError.BadAnswer) async throws {
        await #expect(throws: EWSError.answer(answer)) { try await read(file, as: Samples.getItem) }
    }

    @Test func `with the documentation's wrong namespace are no envelopes`() async throws {
        let bytes = try Fixture.bytes("ews-samples/doc-getfolder-permissions.xml")
        await #expect(throws: EWSError.answer(.notAnEnvelope)) { try await Samples.read(bytes, as: Samples.getFolder) }
    }

    @Test func `read the same however they are cut into chunks`() async throws {
        let bytes = try Fixture.bytes("ews/getitem-message.xml")
        let whole = try await Samples.read(bytes, as: Samples.getItem, chunk: bytes.count)
        for chunk in 1...17 {
            let pieces = try await Samples.read(bytes, as: Samples.getItem, chunk: chunk)
            #expect(pieces == whole)
        }
    }

    private func read<Operation: EWSOperation>(
        _ file: String,
        as operation: Operation
    ) async throws -> Operation.Response {
        try await Samples.read(Samples.repaired("ews-samples/" + file), as: operation)
    }
}

@Suite struct `Cut-off answers` {
    private static let files: [String] = {
        let samples = (try? Fixture.names(in: "ews-samples", suffix: ".xml")) ?? []
        let own = (try? Fixture.names(in: "ews", suffix: ".xml")) ?? []
        return samples.map { "ews-samples/" + $0 } + own.map { "ews/" + $0 }
    }()

    @Test func `are tried with every sample`() {
        #expect(Self.files.count > 40)
    }

    @Test("are never an answer, wherever the cut is", arguments: files)
    func cuts(file: String) async throws {
        let bytes = try Samples.repaired(file)
        let operation = Samples.operation(for: file)
        // White space after the end may be missing.
        let end = try #require(bytes.lastIndex(of: UInt8(ascii: ">")))
        for length in Torture.lengths(below: end) {
            await #expect(throws: EWSError.self, "cut after \(length) bytes") {
                _ = try await Samples.read(Array(bytes[..<length]), as: operation, chunk: 65_536)
            }
        }
    }

    @Test func `are no better for the server's own mark at their end`() async throws {
        let bytes = try Fixture.bytes("ews/getitem-message.xml")
        for cut in Array(stride(from: 1, to: bytes.count, by: 7)) + [bytes.count] {
            let marked = bytes[..<cut] + Array("=== Truncated Data ===".utf8)
            await #expect(throws: EWSError.self) { try await Samples.read(Array(marked), as: Samples.getItem) }
        }
    }
}
