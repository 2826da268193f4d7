import XMLStream

/// Documented at
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/syncfolderitems-operation>.
enum SyncFolderItems {
    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        do throws(Refusal) {
            guard let named = request.first(.SyncFolderId)?.children.first(where: { _ in true }) else {
                throw .invalidRequest
            }
            let target: OperationContext.FolderReference
            do throws(Refusal) {
                target = try context.folder(named)
            } catch {
                throw error == .folderNotFound ? .syncFolderNotFound : error
            }
            let mailbox = context.state[target.mailbox]
            let folder = mailbox[target.folder]
            guard !folder.isSearch else {
                throw Refusal("ErrorInvalidFolderTypeForOperation", "The folder type is invalid for this operation.")
            }
            var round = try Round(request, mailbox: mailbox, folder: folder, number: target.folder)
            round.skipped = skipped(request, mailbox)
            let changes = round.next(in: mailbox, folder)
            let shape = ItemShape(request.first(.ItemShape), audience: .listing)
            let writer = ItemWriter(state: context.state, mailbox: target.mailbox, shape: shape)
            let state = round.state
            Envelope.writeSuccess(of: .syncFolderItems, into: &out) { out in
                out.raw("<m:SyncState>")
                out.raw(state.encoded(for: mailbox))
                out.raw("</m:SyncState><m:IncludesLastItemInRange>")
                out.boolean(state.position == state.lower && Int(state.upper) == folder.log.count)
                out.raw("</m:IncludesLastItemInRange><m:Changes>")
                for change in changes { write(change, writer, into: &out) }
                out.raw("</m:Changes>")
            }
        } catch {
            Envelope.write(error, as: .syncFolderItems, into: &out) { out in
                out.raw("<m:SyncState/><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>")
            }
        }
    }

    private static func skipped(_ request: XMLElement, _ mailbox: SimulatedMailbox) -> Set<UInt32> {
        guard let ignored = request.first(.Ignore) else { return [] }
        let coder = Identifier.Coder(mailbox: mailbox.guid)
        return Set(
            ignored.children.compactMap { element in
                element.attribute(.Id).flatMap { try? coder.read($0) }.map(\.number)
            }
        )
    }

    private static func write(_ change: FolderLog.Change, _ writer: ItemWriter, into out: inout XMLOutput) {
        let number = ItemNumber(value: change.item)
        let item = writer.mailbox.items[Int(change.item)]
        switch change.kind {
        case .create:
            out.raw("<t:Create>")
            writer.write(number, item, into: &out)
            out.raw("</t:Create>")
        case .update:
            out.raw("<t:Update>")
            writer.write(number, item, into: &out)
            out.raw("</t:Update>")
        case .read:
            out.raw("<t:ReadFlagChange>")
            writer.writeID(Identifier(item: number), item, into: &out)
            writer.write("IsRead", item.flags.contains(.read), into: &out)
            out.raw("</t:ReadFlagChange>")
        case .delete:
            out.raw("<t:Delete>")
            writer.writeID(Identifier(item: number), item, into: &out)
            out.raw("</t:Delete>")
        }
    }
}

extension SyncFolderItems {
    /// The walk from the newest to the oldest change that one client has not heard of, a page at a time.
    struct Round {
        private(set) var state: SyncState
        var skipped: Set<UInt32> = []
        private let pageSize: Int
        private let wantsHidden: Bool

        init(
            _ request: XMLElement,
            mailbox: SimulatedMailbox,
            folder: SimulatedFolder,
            number: FolderNumber
        ) throws(Refusal) {
            pageSize = request.text(.MaxChangesReturned).flatMap { Int($0) } ?? 512
            wantsHidden = request.text(.SyncScope) == "NormalAndAssociatedItems"
            guard let text = request.text(.SyncState), !text.isEmpty else {
                let count = UInt32(folder.log.count)
                state = SyncState(
                    kind: .items,
                    folder: number.value,
                    isFolderNamed: true,
                    lower: 0,
                    upper: count,
                    position: count,
                    round: 0
                )
                return
            }
            state = try SyncState.decode(text, kind: .items, for: mailbox)
            guard state.folder == number.value, Int(state.upper) <= folder.log.count, state.lower <= state.position,
                state.position <= state.upper
            else { throw .invalidSyncState }
        }

        /// The next page; at the end of the round the state stands for all of it.
        mutating func next(in mailbox: SimulatedMailbox, _ folder: SimulatedFolder) -> [FolderLog.Change] {
            if state.position == state.lower, state.round > 0 {
                state.upper = UInt32(folder.log.count)
                state.position = state.upper
            }
            let range = Int(state.lower)..<Int(state.upper)
            var changes: [FolderLog.Change] = []
            while state.position > state.lower, changes.count < pageSize {
                state.position -= 1
                let number = folder.log.entries[Int(state.position)].item
                let item = mailbox.items[Int(number)]
                guard wantsHidden || !item.flags.contains(.hidden), !skipped.contains(number) else { continue }
                let position = Int(state.position)
                if let change = folder.log.change(at: position, in: range, lastChange: item.lastChange) {
                    changes.append(change)
                }
            }
            // What is left may have nothing to tell; then this page is the last one.
            while state.position > state.lower {
                let position = Int(state.position) - 1
                let item = mailbox.items[Int(folder.log.entries[position].item)]
                guard folder.log.change(at: position, in: range, lastChange: item.lastChange) == nil else { break }
                state.position -= 1
            }
            if state.position == state.lower {
                state.lower = state.upper
                state.position = state.upper
            }
            state.round &+= 1
            return changes
        }
    }
}
