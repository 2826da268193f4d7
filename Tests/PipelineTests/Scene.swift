import Connector
import ConnectorTesting
import Eligibility
import Interactions
import Normalization
import Pipeline

/// Three colleagues with folders, an outsider, and everything a plan needs; all in memory.
struct Scene {
    let source: TableSource
    let crm: TableSource
    let store: MemoryStore

    static let mailboxes = ["ann@contoso.example", "bob@contoso.example", "eve@contoso.example"].compactMap {
        EmailAddress($0).map { Mailbox(address: $0) }
    }

    init(
        source: TableSource = TableSource(pageSize: 3),
        crm: TableSource = TableSource(pageSize: 3),
        store: MemoryStore = MemoryStore()
    ) {
        self.source = source
        self.crm = crm
        self.store = store
    }

    /// The same folders, and a store that holds what this one holds now.
    func copy() async -> Scene { Scene(source: source, crm: crm, store: await store.copy()) }

    func plan(
        store: (any InteractionStore)? = nil,
        bindings: [SourceBinding]? = nil,
        crm: SourceBinding? = nil,
        listed: [Mailbox] = Scene.mailboxes,
        clock: any Clock<Duration> = ImpatientClock(),
        stop: StopSignal = StopSignal(),
        configure: (inout SyncRun.Configuration) -> Void = { _ in },
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in },
        decide: Decide? = nil,
        retention: Retention? = nil,
        told: (@Sendable () -> Timestamp?)? = nil,
        pauses: PauseBook? = nil,
        believes: @escaping @Sendable (StreamID, Bool) async throws -> Bool = { _, _ in true },
        domains: [String] = ["contoso.example"]
    ) throws -> SyncRun {
        var configuration = SyncRun.Configuration()
        configuration.mailboxes = 1
        configuration.streamsPerMailbox = 1
        // A commit for every page, so that there are many to interrupt.
        configuration.changesPerCommit = 0
        configuration.retry.jitter = { $0 }
        configure(&configuration)
        return SyncRun(
            mailboxes: { [source] _ in bindings ?? [SourceBinding(source, name: "table")] },
            crm: crm ?? SourceBinding(self.crm, name: "crm"),
            upkeep: StoreUpkeep(
                store: store ?? self.store,
                decide: decide ?? EligibleTenant.decide(listed),
                retention: retention,
                now: { EligibleTenant.now },
                told: told,
                believes: believes
            ),
            normalizer: try Normalizer.forTests(domains: domains),
            configuration: configuration,
            pauses: pauses ?? PauseBook(clock),
            stop: stop,
            progress: progress
        )
    }

    static func mail(_ mailbox: Int, _ folder: String) -> StreamID {
        StreamID(source: "table", owner: .mailbox(mailboxes[mailbox]), kind: .mail, folder: folder)
    }

    static func calendar(_ mailbox: Int) -> StreamID {
        StreamID(source: "table", owner: .mailbox(mailboxes[mailbox]), kind: .calendar, folder: "calendar")
    }

    /// A mail from Ann to Bob and Zoe, told apart by `number`.
    static func mail(number: Int) -> SourceItem {
        var record = SourceMail()
        record.internetMessageID = "<\(number)@contoso.example>"
        record.sentAt = Timestamp(microseconds: 1_750_000_000_000_000 + Int64(number) * 60_000_000)
        record.from = .smtp("ann@contoso.example")
        record.to = [.smtp("bob@contoso.example"), .smtp("zoe@fabrikam.example")]
        return .mail(record)
    }

    static func meeting(number: Int, isCancelled: Bool = false) -> SourceItem {
        var record = SourceEvent()
        record.uid = "meeting-\(number)"
        record.start = Timestamp(microseconds: 1_760_000_000_000_000 + Int64(number) * 3_600_000_000)
        record.end = record.start?.advanced(by: .seconds(1800))
        record.isCancelled = isCancelled
        record.organizer = .smtp("ann@contoso.example")
        record.required = [.init(address: .smtp("zoe@fabrikam.example"), response: .accepted)]
        return .event(record)
    }

    static let activities = StreamID(source: "crm", owner: .crm, kind: .activity, folder: "emails")
    static let contacts = StreamID(source: "crm", owner: .crm, kind: .table, folder: "contacts")

    private static func id(_ number: Int) -> String { "00000000-0000-0000-0000-0000000000\(number + 10)" }

    /// The mail of that number as somebody tracked it in the CRM, about a contact.
    static func tracked(number: Int) -> SourceItem {
        var record = SourceActivity(.email, id: id(number))
        record.internetMessageID = "<\(number)@contoso.example>"
        record.start = Timestamp(microseconds: 1_750_000_000_000_000 + Int64(number) * 60_000_000)
        record.parties = [
            .init(role: .sender, address: "ann@contoso.example", record: nil),
            .init(role: .to, address: "zoe@fabrikam.example", record: nil),
        ]
        record.regarding = CRMReference(.contact, id: id(0))
        return .activity(record)
    }

    static func call(number: Int) -> SourceItem {
        var record = SourceActivity(.phoneCall, id: id(number + 40))
        record.start = Timestamp(microseconds: 1_755_000_000_000_000 + Int64(number) * 60_000_000)
        record.parties = [
            .init(role: .sender, address: nil, record: CRMReference(.user, id: id(1))),
            .init(role: .to, address: nil, record: CRMReference(.contact, id: id(0))),
        ]
        return .activity(record)
    }

    static func contact(number: Int, address: String) -> SourceItem? {
        CRMReference(.contact, id: id(number)).map { reference in
            var record = CRMRow(reference)
            record.addresses = [EmailAddress(address)].compactMap(\.self)
            return .row(record)
        }
    }

    /// Twins of some mails, two that only the CRM knows, two calls, and whom they are with.
    func fillCRM() {
        for number in [2, 6, 8, 30, 31] {
            crm.put("a-\(number)", Self.tracked(number: number), in: Self.activities)
        }
        for number in 0..<2 { crm.put("c-\(number)", Self.call(number: number), in: Self.activities) }
        for (number, address) in ["zoe@fabrikam.example", "max@fabrikam.example"].enumerated() {
            guard let record = Self.contact(number: number, address: address) else { continue }
            crm.put("r-\(number)", record, in: Self.contacts)
        }
    }

    /// Mail in nested folders of three mailboxes, most of it in several of them, and two calendars.
    func fill() {
        for number in 0..<10 { source.put("sent-\(number)", Self.mail(number: number), in: Self.mail(0, "sent")) }
        for number in 0..<8 { source.put("in-\(number)", Self.mail(number: number), in: Self.mail(1, "inbox")) }
        for number in 5..<12 { source.put("p-\(number)", Self.mail(number: number), in: Self.mail(1, "project")) }
        for number in 0..<4 { source.put("e-\(number)", Self.mail(number: number + 20), in: Self.mail(2, "inbox")) }
        for number in 0..<5 {
            source.put("m-\(number)", Self.meeting(number: number), in: Self.calendar(0))
            source.put("n-\(number)", Self.meeting(number: number + 3), in: Self.calendar(1))
        }
    }
}
