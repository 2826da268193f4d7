import Connector
import Pipeline

extension SyncRun.Configuration {
    /// The settings under `sync`.
    init(_ settings: SettingsReader) {
        self.init()
        let sync = settings.scoped(to: "sync")
        deletedMail = sync.choice("deletedMail", default: deletedMail)
        mailboxes = sync.number("mailboxesAtOnce", default: mailboxes, in: 1...64)
        stormMailboxes = sync.number("stormMailboxes", default: stormMailboxes, in: 1...10_000)
        streamsPerMailbox = sync.number("foldersAtOnce", default: streamsPerMailbox, in: 1...8)
    }
}
