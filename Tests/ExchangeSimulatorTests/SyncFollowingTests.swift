import ExchangeSimulator
import Testing

/// A client that does nothing but believe SyncFolderItems, beside a mailbox where anything happens at any time.
struct SyncFollowingTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `Who follows all pages ends with what lies in the folder`(seed: UInt64) async throws {
        let exchange = try await Exchange.start(mails: 40)
        var random = Dice(state: seed)
        var known: [String: Bool] = [:]
        var state: String?
        for _ in 0..<60 {
            try exchange.tenant.update { tenant in
                for _ in 0..<random.below(4) { try Self.happen(&tenant, &random) }
            }
            let answer = await exchange.sync(state, most: 1 + random.below(9))
            #expect(answer.codes == ["NoError"])
            try Self.apply(answer, to: &known)
            state = answer.syncState
        }
        // Nothing happens any more; now the client can get to the end.
        var isLast = false
        while !isLast {
            let answer = await exchange.sync(state, most: 3)
            try Self.apply(answer, to: &known)
            state = answer.syncState
            isLast = answer.isLast
        }
        let listing = await exchange.send(
            """
            <m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>\
            <m:ParentFolderIds><t:DistinguishedFolderId Id="inbox"/></m:ParentFolderIds></m:FindItem>
            """
        )
        #expect(Set(known.keys) == Set(listing.itemIDs))
        #expect(!known.isEmpty)
        let ids = known.keys.sorted()
        let read = await exchange.get(ids, fields: ["message:IsRead"])
        let flags = Dictionary(uniqueKeysWithValues: zip(ids, read.texts("t:IsRead").map { $0 == "true" }))
        // An item that came or changed was told with its id alone; a flag that was told has to be right.
        for (id, isRead) in known where isRead { #expect(flags[id] == true) }
    }

    /// One of the things that a user does.
    private static func happen(_ tenant: inout TenantState, _ random: inout Dice) throws {
        let (box, inbox) = try Exchange.place(tenant)
        let items = tenant[box].items(in: inbox)
        guard !items.isEmpty, random.below(3) > 0 else {
            try Exchange.deliver(random.below(10_000), to: box, in: &tenant)
            return
        }
        let item = items[random.below(items.count)]
        switch random.below(5) {
        case 0: tenant.hardDelete(item, of: box)
        case 1: tenant.softDelete(item, of: box)
        case 2: tenant.setRead(true, item, of: box)
        case 3: tenant.edit(item, of: box) { $0.subject += "!" }
        default:
            // There and back again: another id in the same folder.
            guard let moved = tenant.softDelete(item, of: box) else { return }
            tenant.move(moved, of: box, to: inbox)
        }
    }

    private static func apply(_ answer: Answer, to known: inout [String: Bool]) throws {
        var told: Set<String> = []
        let ids = answer.itemIDs
        try #require(ids.count == answer.changes.count)
        for (id, change) in zip(ids, answer.changes) {
            #expect(told.insert(id).inserted, "an item is told twice in one page")
            switch change {
            case "Create":
                #expect(known[id] == nil, "an item is created twice")
                known[id] = false
            case "Update": #expect(known[id] != nil, "an unknown item is updated")
            case "ReadFlagChange":
                #expect(known[id] != nil, "an unknown item is read")
                known[id] = true
            default: known[id] = nil
            }
        }
    }
}
