import AuditLog
package import Connector
import DataFiles
import FoundationEssentials
import Glibc
import Interactions
import Normalization
import SQLiteStore

/// Copies an installation into one file, and back.
extension Engine {
    /// What a restoration did.
    package struct Restoration: Sendable {
        /// The life of the store that begins with it.
        package let epoch: StoreEpoch
        /// Whether the log that was there was kept, because it goes on after that of the backup.
        package let keptLog: Bool
        /// Removed again, because it was removed after the backup was made.
        package let removed: CommitSummary
    }

    /// Writes store, key and log into one file that only its owner can read; who has it can name everybody in it.
    ///
    /// Another process may write meanwhile.
    ///
    /// - Throws: `EngineError`, or what the store throws; also if the file is there already.
    package func backUp(to file: String) throws {
        let location = installation.logLocation
        guard let key = try KeyFile.existing(in: installation.directory) else {
            throw EngineError(.foreignData, "Nothing is stored in '\(installation.directory)' yet.")
        }
        try installation.storeBesideWriter().backUp(to: file) {
            // The head first: a log that is longer than its head says is whole, and not the other way round.
            let head = Array(try Data(contentsOf: URL(filePath: location.head)))
            return BackupFile.Contents(
                key: key,
                log: Array(try Data(contentsOf: URL(filePath: location.log))),
                head: head
            )
        }
    }

    /// Puts a backup in the place of the store, as another life of it.
    ///
    /// Whoever was erased, and whatever was purged, after the backup was made is removed again before the store is in
    /// its place: the log says so, the one that is there if it goes on after that of the backup.
    ///
    /// - Throws: `EngineError`, or what the store and the log throw; until the last step nothing is changed but that a
    ///   missing key and log are there.
    package func restore(from file: String) async throws -> Restoration {
        try requireUnserved()
        let backup = BackupFile(file)
        let contents = try backup.contents()
        try KeyFile.restore(contents.key, in: installation.directory)
        let keptLog = try restoreLog(contents)
        let staged = installation.directory + "/restoring"
        defer { try? FileManager.default.removeItem(atPath: staged) }
        try backup.stage(in: staged)
        let identity = try installation.identity()
        let store = try SQLiteInteractionStore(
            directory: staged,
            tenant: installation.tenant,
            personHash: { identity.person($0) },
            naming: { identity.row($0) }
        )
        let log = try DecisionLog(installation, key: contents.key)
        let removed = try await remove(from: store, as: try log.content(), identity)
        let epoch = try await store.renewEpoch()
        try store.close()
        try BackupFile.install(from: staged, in: installation.directory)
        RoundBook.forget(in: installation.directory)
        return Restoration(epoch: epoch, keptLog: keptLog, removed: removed)
    }

    /// Works out again everything that follows from what is stored.
    ///
    /// - Returns: what is damaged, a sentence each; then nothing was done.
    /// - Throws: `EngineError`, or what the store throws.
    package func rebuild() async throws -> (problems: [String], changed: CommitSummary) {
        guard installation.hasStore else {
            throw EngineError(.foreignData, "Nothing is stored in '\(installation.directory)' yet.")
        }
        let store = try installation.store()
        let problems = try await store.integrityCheck()
        guard problems.isEmpty else { return (problems, CommitSummary()) }
        let sides = try normalizer([]).sides
        var changed = CommitSummary()
        // Under another name first, so that nothing counts as derived already.
        for name in ["rebuilt \(UInt64.random(in: 0 ... .max))", sides.fingerprint] {
            changed += try await store.derive(name, until: { false }) { sides($0) }
        }
        return ([], changed)
    }

    /// Whether the log that is there was kept.
    private func restoreLog(_ contents: BackupFile.Contents) throws -> Bool {
        let location = installation.logLocation
        let own = (try? Data(contentsOf: URL(filePath: location.log))).map(Array.init) ?? []
        if own.count >= contents.log.count, own.starts(with: contents.log), !own.isEmpty { return true }
        guard contents.log.starts(with: own) else {
            throw EngineError(
                .evidenceBroken,
                "The log '\(location.log)' is not that of the backup. Move it away, or restore into another directory."
            )
        }
        for (path, bytes) in [(location.log, contents.log), (location.head, contents.head)] {
            let draft = path + ".restoring"
            unlink(draft)
            let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            let isWritten =
                descriptor >= 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count
                && fsync(descriptor) == 0
            if descriptor >= 0 { close(descriptor) }
            guard isWritten, rename(draft, path) == 0 else {
                throw EngineError(.cannotCreate, "'\(path)' cannot be written (\(String(cString: strerror(errno)))).")
            }
        }
        return false
    }

    /// Removes what the log says is removed.
    private func remove(
        from store: SQLiteInteractionStore,
        as content: DecisionLogContent,
        _ identity: IdentityHash
    ) async throws -> CommitSummary {
        var summary = CommitSummary()
        let erased = Set(content.erased.compactMap { KeyedHash(hexadecimal: $0).map(PersonHash.init) })
        if !erased.isEmpty {
            let numbers = try await store.addressNumbers()
            for address in try await store.addresses(of: numbers).values where erased.contains(identity.person(address))
            {
                for reference in try await store.person(address).rows {
                    summary += try await store.erase(.record(reference))
                }
                summary += try await store.erase(address)
            }
            try await store.keepOut(erased.sorted { $0.hash < $1.hash })
        }
        let gone = try await store.mailboxes().filter { id in
            guard let address = EmailAddress(id.text) else { return false }
            return !content.held.contains(identity.person(.smtp(address)).hash.description)
        }
        summary += try await store.purge(gone)
        return summary
    }
}
