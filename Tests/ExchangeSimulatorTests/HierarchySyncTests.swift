import ExchangeSimulator
import Testing

struct HierarchySyncTests {
    @Test func `A first sync has every folder below the root that was asked for, parents first`() async throws {
        let exchange = try await Exchange.start()
        let all = await Self.sync(exchange, folder: "root")
        let top = await Self.sync(exchange, folder: "msgfolderroot")
        let names = all.texts("t:DisplayName")
        #expect(names.contains("Finder") && names.contains("Inbox") && !names.contains("root"))
        #expect(Set(top.texts("t:DisplayName")).isSubset(of: names))
        #expect(!top.texts("t:DisplayName").contains("Finder"))
        #expect(Set(all.changes) == ["Create"])
        var seen = [all.attributes("Id", of: "t:ParentFolderId")[0]]
        for (id, parent) in zip(all.attributes("Id", of: "t:FolderId"), all.attributes("Id", of: "t:ParentFolderId")) {
            #expect(seen.contains(parent))
            seen.append(id)
        }
    }

    @Test func `Folders are told once for all that happened to them`() async throws {
        let exchange = try await Exchange.start()
        try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            for name in ["Kept", "Renamed", "Moved", "Removed"] { tenant.addFolder(name, below: inbox, in: box) }
        }
        let first = await Self.sync(exchange)
        try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            let sent = try #require(tenant[box].number(of: .sentitems))
            let added = (0..<4).map { FolderNumber(value: UInt16(tenant[box].folders.count - 4 + $0)) }
            tenant.rename(added[1], of: box, to: "Renamed once")
            tenant.rename(added[1], of: box, to: "Renamed twice")
            tenant.moveFolder(added[2], of: box, below: sent)
            tenant.removeFolder(added[3], of: box)
            let late = tenant.addFolder("Late", below: inbox, in: box)
            tenant.rename(late, of: box, to: "Later")
            let gone = tenant.addFolder("Short", below: inbox, in: box)
            tenant.removeFolder(gone, of: box)
        }
        let second = await Self.sync(exchange, first.texts("m:SyncState").first)
        #expect(second.texts("t:DisplayName") == ["Renamed twice", "Moved", "Later"])
        #expect(second.changes == ["Update", "Update", "Delete", "Create"])
        let third = await Self.sync(exchange, second.texts("m:SyncState").first)
        #expect(third.changes.isEmpty)
        // Who comes new hears of nothing that is gone.
        let fresh = await Self.sync(exchange)
        #expect(Set(fresh.changes) == ["Create"])
        #expect(!fresh.texts("t:DisplayName").contains("Removed"))
    }

    @Test func `A removed folder takes its subfolders and items with it`() async throws {
        let exchange = try await Exchange.start(mails: 2)
        let box = try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            let outer = tenant.addFolder("Outer", below: inbox, in: box)
            let inner = tenant.addFolder("Inner", below: outer, in: box)
            for item in tenant[box].items(in: inbox) { tenant.move(item, of: box, to: inner) }
            tenant.removeFolder(outer, of: box)
            return box
        }
        let mailbox = exchange.tenant.snapshot[box]
        #expect(mailbox.folders.suffix(2).allSatisfy { $0.isRemoved && $0.itemCount == 0 })
        let removed = mailbox.folders.count - 1
        #expect(mailbox.item(ItemNumber(value: 2)) == nil)
        #expect(mailbox.items(in: FolderNumber(value: UInt16(removed))).isEmpty)
    }

    @Test func `A state belongs to the root and to the way in which it was named`() async throws {
        let exchange = try await Exchange.start()
        let named = await Self.sync(exchange, folder: "msgfolderroot")
        let unnamed = await Self.sync(exchange)
        #expect(unnamed.texts("t:DisplayName") == named.texts("t:DisplayName"))
        let states = (named.texts("m:SyncState").first, unnamed.texts("m:SyncState").first)
        #expect(await Self.sync(exchange, states.0, folder: "msgfolderroot").codes == ["NoError"])
        #expect(await Self.sync(exchange, states.1).codes == ["NoError"])
        #expect(await Self.sync(exchange, states.0).codes == ["ErrorInvalidSyncStateData"])
        #expect(await Self.sync(exchange, states.1, folder: "msgfolderroot").codes == ["ErrorInvalidSyncStateData"])
        #expect(await Self.sync(exchange, states.0, folder: "root").codes == ["ErrorInvalidSyncStateData"])
    }

    @Test func `A mailbox without an archive has no archive folders`() async throws {
        var state = try Exchange.state(mails: 0)
        state.add(
            DirectoryUser(address: "rich@contoso.example", displayName: "Rich"),
            names: [.inbox: "Posteingang"],
            hasArchive: true
        )
        let exchange = try await Exchange.start(state)
        #expect(await Self.sync(exchange, folder: "archivemsgfolderroot").codes == ["ErrorSyncFolderNotFound"])
        let rich = await Self.sync(exchange, folder: "archivemsgfolderroot", mailbox: "rich@contoso.example")
        #expect(rich.texts("t:DisplayName") == ["Deleted Items"])
        let main = await Self.sync(exchange, folder: "msgfolderroot", mailbox: "rich@contoso.example")
        #expect(main.texts("t:DisplayName").contains("Posteingang"))
        #expect(main.texts("t:DistinguishedFolderId").contains("inbox"))
    }

    private static func sync(
        _ exchange: Exchange,
        _ state: String? = nil,
        folder: String? = nil,
        mailbox: String = Exchange.ann
    ) async -> Answer {
        let root = folder.map { "<m:SyncFolderId><t:DistinguishedFolderId Id=\"\($0)\"/></m:SyncFolderId>" }
        return await exchange.send(
            """
            <m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>Default</t:BaseShape>\
            <t:AdditionalProperties><t:FieldURI FieldURI="folder:ParentFolderId"/>\
            <t:FieldURI FieldURI="folder:DistinguishedFolderId"/></t:AdditionalProperties></m:FolderShape>\
            \(root ?? "")\(state.map { "<m:SyncState>\($0)</m:SyncState>" } ?? "")</m:SyncFolderHierarchy>
            """,
            impersonating: mailbox
        )
    }
}
