import Connector
import ConnectorTesting

extension FaultyReader {
    func snapshot() async throws -> any InteractionReader { fault == .movesOn ? store : await store.snapshot() }

    func changes(since sequence: Int64, limit: Int) async throws -> StoredChanges? {
        var changes = await store.changes(since: sequence, limit: limit)
        if fault == .keepsWhatIsGone { changes?.removed = [] }
        if fault == .losesChanges { _ = changes?.interactions.popLast() }
        return changes
    }
}
