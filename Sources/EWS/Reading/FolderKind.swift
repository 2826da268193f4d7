import Connector

/// What a folder of a mailbox holds.
enum FolderKind: Hashable, Sendable {
    case mail, calendar

    /// - Throws: `SourceError` for a stream that no mailbox has.
    init(_ kind: StreamID.Kind) throws {
        switch kind {
        case .mail: self = .mail
        case .calendar: self = .calendar
        case .activity, .table:
            throw SourceError(
                .refusedRequest,
                scope: .stream,
                retry: .never,
                message: "Exchange has no tables of a CRM."
            )
        }
    }

    var stream: StreamID.Kind {
        switch self {
        case .mail: .mail
        case .calendar: .calendar
        }
    }
}
