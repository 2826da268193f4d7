import ExchangeSimulator
import Testing

struct SyncFolderItemsTests {
    @Test func `A first sync pages through everything, newest first, and ends`() async throws {
        let exchange = try await Exchange.start(mails: 1_030)
        var ids: [String] = []
        var sizes: [Int] = []
        var state: String?
        repeat {
            let answer = await exchange.sync(state)
            #expect(answer.codes == ["NoError"])
            #expect(Set(answer.changes) == ["Create"])
            sizes.append(answer.changes.count)
            ids += answer.itemIDs
            state = answer.syncState
            if answer.isLast { break }
        } while sizes.count < 10
        #expect(sizes == [512, 512, 6])
        #expect(Set(ids).count == 1_030)
        let newest = await exchange.get([ids[0], ids[1_029]], fields: ["item:DateTimeReceived"])
        #expect(newest.texts("t:DateTimeReceived") == ["2026-11-23T05:09:00Z", "2026-11-22T12:00:00Z"])
        let rest = await exchange.sync(state)
        #expect(rest.changes.isEmpty && rest.isLast)
    }

    @Test func `What happens to an item is told once, as one change`() async throws {
        let exchange = try await Exchange.start(mails: 4)
        let first = await exchange.sync()
        let state = try #require(first.syncState)
        try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            let items = tenant[box].items(in: inbox)
            tenant.edit(items[0], of: box) { $0.subject = "New" }
            tenant.setRead(true, items[0], of: box)
            tenant.setRead(true, items[1], of: box)
            tenant.hardDelete(items[2], of: box)
            try Exchange.deliver(9, to: box, in: &tenant)
        }
        let second = await exchange.sync(state)
        #expect(second.changes == ["Create", "Delete", "ReadFlagChange", "Update"])
        let ids = second.itemIDs
        // Newest first: the first sync told items 3, 2, 1, 0.
        #expect(Array(ids[1...]) == [first.itemIDs[1], first.itemIDs[2], first.itemIDs[3]])
        #expect(!first.itemIDs.contains(ids[0]))
        #expect(await exchange.sync(second.syncState).changes.isEmpty)
        // The old state still gives the same.
        #expect(await exchange.sync(state).changes == second.changes)
    }

    @Test func `What came and went in between is not told to who never saw it`() async throws {
        let exchange = try await Exchange.start(mails: 1)
        let state = await exchange.sync().syncState
        try exchange.tenant.update { tenant in
            let (box, _) = try Exchange.place(tenant)
            let item = try Exchange.deliver(9, to: box, in: &tenant)
            tenant.hardDelete(item, of: box)
        }
        let answer = await exchange.sync(state)
        #expect(!answer.changes.contains("Create"))
        #expect(answer.isLast)
    }

    @Test func `A move is a deletion here and a creation with another id there`() async throws {
        let exchange = try await Exchange.start(mails: 2)
        let inbox = await exchange.sync()
        let trash = await exchange.sync(folder: "deleteditems")
        try exchange.tenant.update { tenant in
            let (box, inbox) = try Exchange.place(tenant)
            tenant.softDelete(tenant[box].items(in: inbox)[0], of: box)
        }
        let left = await exchange.sync(inbox.syncState)
        #expect(left.changes == ["Delete"])
        #expect(left.itemIDs == [inbox.itemIDs[1]])
        let arrived = await exchange.sync(trash.syncState, folder: "deleteditems")
        #expect(arrived.changes == ["Create"])
        #expect(!inbox.itemIDs.contains(try #require(arrived.itemIDs.first)))
        #expect(await exchange.get(left.itemIDs).codes == ["ErrorItemNotFound"])
        #expect(await exchange.get(arrived.itemIDs).codes == ["NoError"])
    }

    @Test func `A state is good for its folder, mailbox and kind, until it expires`() async throws {
        let exchange = try await Exchange.start(mails: 2)
        let state = try #require(await exchange.sync().syncState)
        #expect(state.hasPrefix("H4sI"))
        let refused = ["ErrorInvalidSyncStateData"]
        #expect(await exchange.sync(state).codes == ["NoError"])
        #expect(await exchange.sync(state, folder: "sentitems").codes == refused)
        #expect(await exchange.sync("H4sIAAAA").codes == refused)
        #expect(await exchange.sync(String(state.reversed())).codes == refused)
        let hierarchy = await exchange.send(
            """
            <m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>\
            <m:SyncState>\(state)</m:SyncState></m:SyncFolderHierarchy>
            """
        )
        #expect(hierarchy.codes == refused)
        try exchange.tenant.update { $0.expireSyncStates(of: try Exchange.place($0).box) }
        let expired = await exchange.sync(state)
        #expect(expired.codes == refused)
        #expect(expired.text.contains("<m:SyncState/><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>"))
    }

    @Test func `A mailbox that moved has other ids and takes no old state`() async throws {
        let exchange = try await Exchange.start(mails: 2)
        let before = await exchange.sync()
        try exchange.tenant.update { $0.relocate(try Exchange.place($0).box) }
        #expect(await exchange.sync(before.syncState).codes == ["ErrorInvalidSyncStateData"])
        let after = await exchange.sync()
        #expect(after.itemIDs.count == 2)
        #expect(Set(after.itemIDs).isDisjoint(with: before.itemIDs))
    }

    @Test(arguments: [0, 513])
    func `A page size out of range violates the schema`(size: Int) async throws {
        let answer = await (try Exchange.start()).sync(most: size)
        #expect(answer.status == 500)
        #expect(answer.codes == ["ErrorSchemaValidation"])
    }
}
