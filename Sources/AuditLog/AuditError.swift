import Glibc

/// Why the log cannot be used.
package enum AuditError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case cannotWrite(String, errno: Int32)
    /// An entry is longer than any record may be, and was not written.
    case entryTooLong
    /// The head is missing, although there are records.
    case noHead(String)
    /// The head was not signed with this installation's key.
    case badHead(String)
    /// The log has fewer bytes than its head says.
    case cutOff(String)
    /// The first record that does not follow on the one before, and the byte at which it begins.
    case broken(String, record: Int, offset: Int)

    /// What is wrong, where, and what to do.
    package var description: String {
        switch self {
        case .unreadable(let path): "'\(path)' cannot be read."
        case .cannotWrite(let path, let errno): "'\(path)' cannot be written (\(String(cString: strerror(errno))))."
        case .entryTooLong: "A record would be longer than the audit log can hold."
        case .noHead(let path): "The head of the audit log is missing: '\(path)'. \(Self.remedy)"
        case .badHead(let path): "The head of the audit log was changed: '\(path)'. \(Self.remedy)"
        case .cutOff(let path): "Records were removed from the end of '\(path)'. \(Self.remedy)"
        case .broken(let path, let record, let offset):
            "Record \(record) of '\(path)', at byte \(offset), was changed, moved, removed or inserted. \(Self.remedy)"
        }
    }

    static func cannotWrite(_ path: String) -> AuditError { .cannotWrite(path, errno: Glibc.errno) }

    private static let remedy = "Find out who did that, and restore it from a backup."
}
