import Glibc

/// What a verification found; that it returned at all means that nothing was tampered with.
package struct AuditVerification: Hashable, Sendable {
    package let records: Int
    /// Bytes of a record that a crash left half written; the next record takes their place.
    package let unfinishedBytes: Int
}

extension AuditLog {
    /// Reads everything, and writes nothing.
    ///
    /// - Throws: the first `AuditError`.
    package func verify() throws(AuditError) -> AuditVerification {
        try read { _ in }
    }

    /// Hands out every record, verified, in the order of writing. An installation that never wrote has none.
    ///
    /// - Throws: the first `AuditError`; what was handed out until then is right.
    @discardableResult
    package func read(_ body: (AuditRecord) -> Void) throws(AuditError) -> AuditVerification {
        var status = stat()
        guard stat(location.log, &status) == 0 else {
            guard access(location.head, F_OK) != 0 else { throw .cutOff(location.log) }
            return AuditVerification(records: 0, unfinishedBytes: 0)
        }
        let head = try AuditHead(path: location.head, chain: chain)
        guard let head else {
            guard status.st_size == 0 else { throw .noHead(location.head) }
            return AuditVerification(records: 0, unfinishedBytes: 0)
        }
        let reader = try AuditReader(location.log, chain: chain)
        // Another process may write meanwhile; the head was read first, so the log is at least as long.
        while let record = try reader.next() {
            body(record)
            guard reader.position.count != head.count || reader.position == head else { throw .badHead(location.head) }
        }
        guard reader.position.count >= head.count else { throw .cutOff(location.log) }
        let length = Int(status.st_size)
        return AuditVerification(
            records: reader.position.count,
            unfinishedBytes: max(0, length - reader.position.length)
        )
    }

    /// Changes whenever a record was added: for asking again only then. Zero before the first.
    package var size: Int {
        var status = stat()
        return stat(location.log, &status) == 0 ? Int(status.st_size) : 0
    }
}
