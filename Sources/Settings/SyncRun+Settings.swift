import Connector
import Pipeline

extension SyncRun.Configuration {
    /// The settings under `sync`.
    init(_ settings: SettingsReader) {
        self.init()
        let sync = settings.scoped(to: "sync")
        deletedMail = sync.choice("deletedMail")
        mailboxes = sync.number("mailboxesAtOnce")
        stormMailboxes = sync.number("stormMailboxes")
        streamsPerMailbox = sync.number("foldersAtOnce")
    }
}
