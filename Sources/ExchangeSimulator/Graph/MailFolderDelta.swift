/// The mail folders of a mailbox below its top, nested ones included, and what has changed with them.
///
/// <https://learn.microsoft.com/graph/api/mailfolder-delta>
struct MailFolderDelta: Sendable {
    private let view: GraphMailbox
    private let selection: UInt32
    private var lower: Int
    private var upper: Int
    /// This round continues here, upwards.
    private var position: Int

    /// - Throws: 400 for a wrong query or link, 410 for a link that is too old.
    init(_ view: GraphMailbox) throws(GraphError) {
        self.view = view
        guard let token = view.query["skiptoken"] ?? view.query["deltatoken"] else {
            selection = try MailFolderWriter.selection(view.query)
            lower = 0
            upper = view.mailbox.hierarchyLog.count
            position = 0
            return
        }
        guard let values = view.signature.open(token, count: 7), values[0] == Self.mark,
            values[1] == Self.owner(view)
        else { throw .malformedToken }
        guard values[2] == view.mailbox.epoch else { throw .expired(generation: values[2]) }
        selection = values[3]
        lower = Int(values[4])
        upper = Int(values[5])
        position = Int(values[6])
        // A finished round: this is the first page of another one.
        if lower == upper { upper = view.mailbox.hierarchyLog.count }
    }

    /// The next page.
    func answer() -> [UInt8] {
        let log = view.mailbox.hierarchyLog
        var position = position
        let last = Dictionary(
            log[lower..<upper].enumerated().map { ($0.element.folder, lower + $0.offset) },
            uniquingKeysWith: max
        )
        var changes: [SimulatedMailbox.HierarchyChange] = []
        while position < upper, changes.count < pageSize {
            let change = log[position]
            if last[change.folder] == position, tells(change) { changes.append(change) }
            position += 1
        }
        let isLast = changes.count < pageSize
        let state = isLast ? (upper, upper, upper) : (lower, upper, position)
        let values = [
            Self.mark, Self.owner(view), view.mailbox.epoch, selection, UInt32(state.0), UInt32(state.1),
            UInt32(state.2),
        ]
        let url = "\(view.root)/users('\(view.user.text)')/mailFolders/delta"
        let token = view.signature.seal(values)
        let writer = MailFolderWriter(view: view, selection: selection)
        return view.page(
            context: "Collection(mailFolder)",
            link: isLast
                ? ("@odata.deltaLink", "\(url)?$deltatoken=\(token)")
                : ("@odata.nextLink", "\(url)?$skiptoken=\(token)")
        ) { out in
            for change in changes {
                if change.kind == .delete {
                    writer.writeRemoval(change.folder, into: &out)
                } else {
                    writer.write(change.folder, into: &out)
                }
            }
        }
    }

    private var pageSize: Int { view.preference.pageSize ?? 10 }

    private func tells(_ change: SimulatedMailbox.HierarchyChange) -> Bool {
        guard view.mailbox[change.folder].isForMail, isBelowTop(change.folder) else { return false }
        // A first round does not tell of what is gone, nor of what is gone by the time of this page.
        return change.kind == .delete ? lower > 0 : !view.mailbox[change.folder].isRemoved
    }

    private func isBelowTop(_ folder: FolderNumber) -> Bool {
        let top = view.mailbox.number(of: .msgfolderroot)
        var parent = view.mailbox[folder].parent
        while let step = parent {
            if step == top { return true }
            parent = view.mailbox[step].parent
        }
        return false
    }

    private static let mark: UInt32 = 0x46_4C44

    private static func owner(_ view: GraphMailbox) -> UInt32 {
        Identifier.Coder.hash(view.user.text.utf8, from: 0x811c_9dc5)
    }
}
