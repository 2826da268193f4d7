import Glibc

/// What a verification found; that it returned at all means that nothing was tampered with.
package struct AuditVerification: Hashable, Sendable {
    /// How many records there are, from the beginning of the log.
    package let records: Int
    /// How many bytes of a record a crash left half written; the next record takes their place.
    package let unfinishedBytes: Int
    /// Where the next reading can go on.
    package var end: AuditPosition { AuditPosition(head: head) }

    let head: AuditHead

    init(_ head: AuditHead, unfinishedBytes: Int) {
        records = head.count
        self.unfinishedBytes = unfinishedBytes
        self.head = head
    }
}

/// A place in the log up to which everything was verified.
package struct AuditPosition: Hashable, Sendable {
    let head: AuditHead
}

extension SignedLog {
    /// Reads everything, and writes nothing.
    ///
    /// - Throws: the first `AuditError`.
    package func verify() throws(AuditError) -> AuditVerification {
        try read { _ in }
    }

    /// Hands out every record, verified, in the order of writing.
    ///
    /// An installation that never wrote has none.
    ///
    /// - Parameter position: behind which to begin, from an earlier reading of this process.
    /// - Throws: the first `AuditError`; what was handed out until then is right.
    @discardableResult
    package func read(
        after position: AuditPosition? = nil,
        _ body: (AuditRecord) -> Void
    ) throws(AuditError) -> AuditVerification {
        let start = position?.head ?? AuditHead()
        var status = stat()
        guard stat(location.log, &status) == 0 else {
            guard access(location.head, F_OK) != 0, start.count == 0 else { throw .cutOff(location.log) }
            return AuditVerification(start, unfinishedBytes: 0)
        }
        let head = try AuditHead(path: location.head, chain: chain)
        guard let head else {
            guard status.st_size == 0, start.count == 0 else { throw .noHead(location.head) }
            return AuditVerification(start, unfinishedBytes: 0)
        }
        let reader = try AuditReader(location.log, from: start, chain: chain)
        // Another process may write meanwhile; the head was read first, so the log is at least as long.
        while let record = try reader.next() {
            body(record)
            guard reader.position.count != head.count || reader.position == head else { throw .badHead(location.head) }
        }
        guard reader.position.count >= head.count else { throw .cutOff(location.log) }
        let length = Int(status.st_size)
        return AuditVerification(reader.position, unfinishedBytes: max(0, length - reader.position.length))
    }

    /// Changes whenever a record was added: for asking again only then.
    ///
    /// Zero before the first.
    package var size: Int {
        var status = stat()
        return stat(location.log, &status) == 0 ? Int(status.st_size) : 0
    }
}
