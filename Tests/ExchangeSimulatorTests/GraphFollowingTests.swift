import ExchangeSimulator
import Testing

/// A client that does nothing but follow the links of deltas, beside a mailbox where anything happens at any time.
struct GraphFollowingTests {
    private static let folders = ["inbox", "deleteditems"]
    private static let immutable = "IdType=\"ImmutableId\""

    @Test(arguments: 1...12 as ClosedRange<UInt64>, [false, true])
    func `Who follows all links ends with what lies in the folders`(seed: UInt64, isImmutable: Bool) async throws {
        let exchange = try await Exchange.start(mails: 40)
        var client = try await GraphClient.start(exchange)
        var random = Dice(state: seed)
        var links = ["mailFolders/inbox/messages/delta", "mailFolders('deleteditems')/messages/delta()"]
            .map { $0 + "?$select=subject,isRead" }
        var known: [[String: Message]] = [[:], [:]]
        for _ in 0..<60 {
            try exchange.tenant.update { tenant in
                for _ in 0..<random.below(4) { try Self.happen(&tenant, &random) }
            }
            let folder = random.below(2)
            client.preference = Self.preference(1 + random.below(9), isImmutable)
            let page = try await client.page(links[folder])
            try Self.apply(page, to: &known[folder])
            links[folder] = try #require(page.nextLink ?? page.deltaLink)
        }
        // Nothing happens any more; a round that is under way and one more get to the end.
        client.preference = Self.preference(3, isImmutable)
        for folder in Self.folders.indices {
            for _ in 0..<2 {
                let (entities, deltaLink) = try await client.round(links[folder])
                try Self.apply(entities, to: &known[folder])
                links[folder] = deltaLink
            }
            let listing = "mailFolders/\(Self.folders[folder])/messages?$select=subject,isRead&$top=1000"
            let there = try await client.page(listing).value
            let expected = Dictionary(uniqueKeysWithValues: there.map { ($0.id, Message($0)) })
            #expect(known[folder] == expected)
        }
        #expect(known[0].count + known[1].count > 0)
    }

    private struct Message: Equatable {
        var subject: String?
        var isRead: Bool?

        init(_ entity: GraphClient.Entity) {
            subject = entity.subject
            isRead = entity.isRead
        }
    }

    private static func preference(_ size: Int, _ isImmutable: Bool) -> String {
        "odata.maxpagesize=\(size)" + (isImmutable ? ", " + immutable : "")
    }

    private static func apply(_ page: GraphClient.Page, to known: inout [String: Message]) throws {
        try apply(page.value, to: &known)
    }

    private static func apply(_ entities: [GraphClient.Entity], to known: inout [String: Message]) throws {
        for entity in entities {
            if entity.removed != nil {
                known[entity.id] = nil
            } else if entity.subject == nil {
                try #require(known[entity.id] != nil, "part of a message that was never told")
                known[entity.id]?.isRead = entity.isRead
            } else {
                known[entity.id] = Message(entity)
            }
        }
    }

    /// One of the things that a user does.
    private static func happen(_ tenant: inout TenantState, _ random: inout Dice) throws {
        let (box, inbox) = try Exchange.place(tenant)
        let deleted = try #require(tenant[box].number(of: .deleteditems))
        let items = tenant[box].items(in: inbox)
        guard !items.isEmpty, random.below(3) > 0 else {
            try Exchange.deliver(random.below(10_000), to: box, in: &tenant)
            return
        }
        let item = items[random.below(items.count)]
        switch random.below(6) {
        case 0: tenant.hardDelete(item, of: box)
        case 1: tenant.softDelete(item, of: box)
        case 2: tenant.setRead(true, item, of: box)
        case 3: tenant.edit(item, of: box) { $0.subject += "!" }
        case 4:
            guard let back = tenant[box].items(in: deleted).last else { return }
            tenant.move(back, of: box, to: inbox)
        default:
            // There and back again.
            guard let moved = tenant.softDelete(item, of: box) else { return }
            tenant.move(moved, of: box, to: inbox)
        }
    }
}
