/// How far a client has followed the messages of a folder, and what it asked for at the beginning.
struct MessageDeltaLink: Hashable, Sendable {
    /// The values of `changeType`.
    struct Kinds: OptionSet, Hashable, Sendable {
        let rawValue: UInt32

        static let created = Kinds(rawValue: 1)
        static let updated = Kinds(rawValue: 2)
        static let deleted = Kinds(rawValue: 4)
    }

    /// How many messages a round with a filter gives at most.
    static let mostFiltered: UInt32 = 5_000

    let folder: FolderNumber
    let selection: MessageSelection
    let filter: ReceivedFilter
    let kinds: Kinds
    /// How many changes a round tells at most: that is what `$top` does here.
    private let most: UInt32
    /// Positions in the log: everything before `lower` was told in earlier rounds; this round tells up to `upper`.
    private(set) var lower: UInt32 = 0
    private(set) var upper: UInt32 = 0
    /// This round goes downwards and continues below here; equal to `lower` between rounds.
    var position: UInt32 = 0
    /// Changes in this round so far.
    var told: UInt32 = 0
    /// Whether no page was answered yet.
    private var isNew = true

    /// - Throws: 400 for options that do not go together with change tracking.
    init(folder: FolderNumber, query: GraphQuery, of view: GraphMailbox) throws(GraphError) {
        self.folder = folder
        selection = try MessageSelection(query)
        guard query["search"] == nil, query["skip"] == nil else { throw .untrackable }
        if let order = query["orderby"] {
            let words = order.lowercased().split(separator: " ")
            guard words == ["receiveddatetime", "desc"] else { throw .untrackable }
        }
        var most = try query.count("top").map { UInt32(clamping: $0) } ?? .max
        if let text = query["filter"] {
            guard let filter = ReceivedFilter(text), filter.end == .max else { throw .untrackable }
            self.filter = filter
            most = min(most, Self.mostFiltered)
        } else {
            filter = ReceivedFilter(start: 0, end: .max)
        }
        self.most = most
        kinds = try Self.kinds(query["changetype"])
    }

    /// - Throws: 400 for what is not a link of this folder, 410 for one that is too old.
    init(_ token: String, folder: FolderNumber, of view: GraphMailbox) throws(GraphError) {
        guard let values = view.signature.open(token, count: 15), values[0] == Self.mark,
            values[1] == Self.owner(view), values[2] == UInt32(folder.value)
        else { throw .malformedToken }
        guard values[3] == view.mailbox.epoch else { throw .expired(generation: values[3]) }
        self.folder = folder
        selection = MessageSelection(
            bits: UInt64(values[4]) << 32 | UInt64(values[5]),
            extendedBits: UInt8(truncatingIfNeeded: values[6])
        )
        filter = ReceivedFilter(start: values[7], end: values[8])
        kinds = Kinds(rawValue: values[9])
        most = values[10]
        lower = values[11]
        upper = values[12]
        position = values[13]
        told = values[14]
        isNew = false
    }

    /// Whether the round has told as much as it may.
    var isCapped: Bool { told >= most }

    /// Starts the first round, or another one after the end of the last.
    mutating func begin(logCount: Int) {
        guard isNew || lower == upper else { return }
        upper = UInt32(logCount)
        position = upper
        told = 0
    }

    /// Ends the round: all of it counts as told.
    mutating func finish() {
        lower = upper
        position = upper
    }

    func sealed(for view: GraphMailbox) -> String {
        view.signature.seal([
            Self.mark, Self.owner(view), UInt32(folder.value), view.mailbox.epoch,
            UInt32(selection.bits >> 32), UInt32(truncatingIfNeeded: selection.bits), UInt32(selection.extendedBits),
            filter.start, filter.end, kinds.rawValue, most, lower, upper, position, told,
        ])
    }

    private static let mark: UInt32 = 0x4D_5347

    private static func owner(_ view: GraphMailbox) -> UInt32 {
        Identifier.Coder.hash(view.user.text.utf8, from: 0x811c_9dc5)
    }

    private static func kinds(_ text: String?) throws(GraphError) -> Kinds {
        guard let text else { return [.created, .updated, .deleted] }
        var kinds: Kinds = []
        for name in text.lowercased().split(separator: ",") {
            switch name {
            case "created": kinds.insert(.created)
            case "updated": kinds.insert(.updated)
            case "deleted": kinds.insert(.deleted)
            default: throw .invalidQuery
            }
        }
        return kinds
    }
}
