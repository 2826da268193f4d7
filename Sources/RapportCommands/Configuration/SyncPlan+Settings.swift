import Connector
import Pipeline

extension SyncPlan.Configuration {
    /// The settings under `sync`.
    ///
    /// - Throws: `CommandFailure`.
    init(_ settings: Settings) throws {
        self.init()
        let sync = settings.scoped(to: "sync")
        deletedMail = sync.choice("deletedMail", default: deletedMail)
        mailboxes = try sync.number("mailboxesAtOnce", default: mailboxes, in: 1...64)
        streamsPerMailbox = try sync.number("foldersAtOnce", default: streamsPerMailbox, in: 1...8)
    }
}
