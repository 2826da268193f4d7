import AuditLog
package import Connector
import DataFiles
import Interactions
import Normalization
package import SQLiteStore

/// One tenant's data directory, with its key, its log of decisions and its store: the only place that opens them.
package struct Installation: Sendable {
    package let directory: String
    package let tenant: String
    /// Where the head of the log is kept; nil for beside it.
    let auditHeadFile: String?
    private let opened = OpenStore()
    /// Who works out what is told of people passes it, and who erases them: else a row that was worked out before an
    /// erasure would come back after it.
    let tellingOrErasing = Turnstile()

    init(directory: String, tenant: String, auditHeadFile: String?) {
        self.directory = directory
        self.tenant = tenant
        self.auditHeadFile = auditHeadFile
    }

    /// Whether this process writes to the store.
    var holdsStore: Bool { opened.isOpen }

    /// Whether anything was ever stored.
    package var hasStore: Bool { SQLiteInteractionStore.exists(in: directory) }

    /// Whether there is not even a beginning of a store, as a process leaves it that was killed while it made one.
    var isWithoutStore: Bool { !SQLiteInteractionStore.isBegun(in: directory) }

    /// Bytes that the store takes on disk, with what is not yet in its main file.
    package var storeBytes: Int { SQLiteInteractionStore.bytes(in: directory) }

    /// The log, made together with the directory and the key if there is none.
    ///
    /// - Throws: `StoreError` or `EngineError`.
    func log() throws -> DecisionLog {
        try DecisionLog(self, key: try KeyFile.load(in: directory))
    }

    /// The log, nil if nothing was ever recorded; makes nothing.
    ///
    /// - Throws: `StoreError` or `EngineError`.
    func existingLog() throws -> DecisionLog? {
        try KeyFile.existing(in: directory).map { try DecisionLog(self, key: $0) }
    }

    /// The store for one writing process, made if there is none; while somebody in the process has it, it is the same.
    ///
    /// - Throws: `StoreError` or `EngineError`.
    package func store() throws -> SQLiteInteractionStore {
        do {
            return try opened.store {
                let identity = try identity()
                return try SQLiteInteractionStore(
                    directory: directory,
                    tenant: tenant,
                    personHash: { identity.person($0) },
                    naming: { identity.row($0) }
                )
            }
        } catch {
            guard let known = EngineError(error) else { throw error }
            throw refusal(known)
        }
    }

    /// Where the two files of the log are.
    var logLocation: SignedLog.Location { SignedLog.Location(directory: directory, head: auditHeadFile) }

    /// The store beside a writer, to be copied.
    ///
    /// - Throws: `StoreError`, also if there is none yet.
    func storeBesideWriter() throws -> SQLiteInteractionStore {
        try SQLiteInteractionStore(directory: directory, tenant: tenant, access: .reading)
    }

    /// The store for one of many readers, which stand beside a writer.
    ///
    /// - Throws: `StoreError`, also if there is none yet.
    package func reader() throws -> any InteractionReader {
        try SQLiteInteractionStore(directory: directory, tenant: tenant, access: .reading)
    }

    /// What names contacts, threads and people here.
    ///
    /// - Throws: `StoreError` or `EngineError`.
    func identity() throws -> IdentityHash { try identity(try KeyFile.load(in: directory)) }

    /// The same, nil if there is no key yet; makes nothing.
    func existingIdentity() throws -> IdentityHash? { try KeyFile.existing(in: directory).map { try identity($0) } }

    func identity(_ key: [UInt8]) throws -> IdentityHash {
        guard let identity = IdentityHash(key: key, tenant: tenant) else {
            throw EngineError(.badKey, "The data directory holds no usable key.")
        }
        return identity
    }
}
