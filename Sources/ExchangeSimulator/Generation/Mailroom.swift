/// The places in one generated mailbox.
struct Mailroom: Sendable {
    /// What decides where a mail is filed.
    enum Topic: Hashable, Sendable {
        case none
        /// Index of the company outside that takes part.
        case company(Int)
        case project(Int)
        case newsletter
    }

    let mailbox: TenantState.MailboxNumber
    let inbox, sent, drafts, deleted, junk, calendar: FolderNumber
    /// Nil if no rule sorts newsletters.
    private(set) var newsletters: FolderNumber?
    /// By index of the company; only some have a rule.
    private(set) var customers: [Int: FolderNumber] = [:]
    private(set) var projects: [FolderNumber] = []
    private(set) var archive: FolderNumber?
    /// Items that are still to come.
    var remaining: Int

    /// Makes the folders that the owner and the owner's rules need.
    ///
    /// - Returns: nil if a folder that every mailbox has is not there.
    init?(
        _ mailbox: TenantState.MailboxNumber,
        remaining: Int,
        companies: [Organisation.Company],
        in state: inout TenantState,
        random: inout SplitMix64
    ) {
        let box = state[mailbox]
        guard let inbox = box.number(of: .inbox), let sent = box.number(of: .sentitems),
            let drafts = box.number(of: .drafts), let deleted = box.number(of: .deleteditems),
            let junk = box.number(of: .junkemail), let calendar = box.number(of: .calendar),
            let root = box.number(of: .msgfolderroot)
        else { return nil }
        self.mailbox = mailbox
        (self.inbox, self.sent, self.drafts) = (inbox, sent, drafts)
        (self.deleted, self.junk, self.calendar) = (deleted, junk, calendar)
        self.remaining = remaining
        guard remaining > 0 else { return }

        if random.chance(60) { newsletters = state.addFolder("Newsletters", below: inbox, in: mailbox) }
        if random.chance(70) {
            let parent = state.addFolder("Customers", below: inbox, in: mailbox)
            for (index, company) in companies.enumerated() where random.chance(40) {
                customers[index] = state.addFolder(company.name, below: parent, in: mailbox)
            }
        }
        if random.chance(50) {
            let parent = state.addFolder("Projekte & Projects", below: root, in: mailbox)
            for year in ["2025", "2026"] {
                let yearly = state.addFolder(year, below: parent, in: mailbox)
                for name in ["Alpha", "Beta/Gamma"] {
                    projects.append(state.addFolder(name, below: yearly, in: mailbox))
                }
            }
        }
        if let top = box.number(of: .archivemsgfolderroot) {
            let parent = state.addFolder("Old mail", below: top, in: mailbox)
            archive = state.addFolder("Inbox", below: parent, in: mailbox)
        }
        if let finder = box.number(of: .searchfolders) {
            state.addFolder("Unread Mail", isSearch: true, below: finder, in: mailbox)
        }
    }

    /// Where a mail that came in is now.
    func place(_ topic: Topic, isOld: Bool, _ random: inout SplitMix64) -> FolderNumber {
        if isOld, let archive { return archive }
        if random.chance(4) { return deleted }
        return switch topic {
        case .none: inbox
        case .company(let index): customers[index] ?? inbox
        case .project(let index): projects.isEmpty ? inbox : projects[index % projects.count]
        case .newsletter: newsletters ?? inbox
        }
    }
}
