import Connector

extension SourceError {
    /// Why one item has no reading: `.gone`, or it could not be read, for whatever reason.
    ///
    /// It may be tried again at once where the server did not name the item: then it need not be to blame.
    static func unread(after error: EWSError) -> SourceError {
        let cause = SourceError(error, concerning: .item)
        switch cause.code {
        case .gone: return cause
        case .accessDenied: return said(.accessDenied, .never, cause)
        case .unreadableItem: return said(.unreadableItem, .never, cause)
        default: return said(.unreadableItem, .now, cause)
        }
    }

    /// A series as one item stands for no meeting at all.
    static let unexpandedSeries = SourceError(
        .unreadableItem,
        scope: .item,
        retry: .never,
        message: "The server gives a series of meetings as one item, and not each meeting; it cannot be read."
    )

    /// A meeting that does not say with whom.
    static let incomplete = SourceError(
        .unreadableItem,
        scope: .item,
        retry: .never,
        message: "One item cannot be read: something indispensable is missing in it, or has another form."
    )

    private static func said(_ code: Code, _ retry: Retry, _ cause: SourceError) -> SourceError {
        SourceError(
            code,
            scope: .item,
            retry: retry,
            message: "One item cannot be read: \(cause.message)",
            vendorCode: cause.vendorCode
        )
    }
}
