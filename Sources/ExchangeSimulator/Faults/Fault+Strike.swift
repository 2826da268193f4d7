import HTTPTypes
import XMLStream

extension Fault {
    /// Does what this fault does to the tenant or to the time before the operation.
    func strike(_ tenant: Tenant, _ request: XMLElement, _ mailbox: TenantState.MailboxNumber?) async {
        switch self {
        case .delay(let milliseconds):
            try? await Task.sleep(for: .milliseconds(milliseconds))
        case .moved:
            if let mailbox { tenant.update { $0.relocate(mailbox) } }
        case .vanish:
            guard let mailbox, let text = request.first(.ItemIds)?.first(.ItemId)?.attribute(.Id) else { return }
            tenant.update { state in
                guard let id = try? Identifier.Coder(mailbox: state[mailbox].guid).read(text), id.kind == .item else {
                    return
                }
                state.hardDelete(ItemNumber(value: id.number), of: mailbox)
            }
        default: break
        }
    }
}

extension ServerAnswer {
    /// A page without changes whose sync state is that of the request, but which is not the last one.
    static func stuck(_ request: XMLElement) -> ServerAnswer {
        var out = XMLOutput()
        Envelope.write(.syncFolderItems, into: &out) { out in
            Envelope.writeSuccess(of: .syncFolderItems, into: &out) { out in
                out.raw("<m:SyncState>")
                out.text(request.text(.SyncState) ?? "")
                out.raw("</m:SyncState><m:IncludesLastItemInRange>false</m:IncludesLastItemInRange><m:Changes/>")
            }
        }
        return ServerAnswer(.ok, headers: [.contentType: xmlType], body: out.bytes)
    }
}

extension TenantState {
    /// Lays a plan's traps: in every mailbox, evenly spread over the Inbox.
    mutating func lay(_ trap: FaultPlan.Trap) {
        for index in mailboxes.indices {
            let mailbox = MailboxNumber(value: index)
            guard let inbox = self[mailbox].number(of: .inbox) else { continue }
            let items = self[mailbox].items(in: inbox)
            let step = max(items.count / (trap.count + 1), 1)
            for item in items.indices.filter({ $0 % step == step - 1 }).prefix(trap.count) {
                set(trap.flag, true, items[item], of: mailbox)
            }
        }
    }
}
