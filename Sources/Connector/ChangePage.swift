package import Interactions

/// One item's news.
package enum Change: Hashable, Sendable {
    /// New or changed.
    case found(ItemKey, SourceItem)
    /// No longer in this stream: deleted, or moved to another one.
    case gone(ItemKey)
    /// In the stream, but could not be read now; it must be tried again and be reported.
    case unreadable(ItemKey, SourceError)

    package var item: ItemKey {
        switch self {
        case .found(let item, _), .gone(let item), .unreadable(let item, _): item
        }
    }
}

/// The news between two cursors, as a source tells it or as a store takes it.
package struct Page<News: Hashable & Sendable>: Hashable, Sendable {
    package var changes: [News]
    /// Where the next page begins; to be stored with the changes, or not at all.
    package let cursor: Cursor
    /// Nothing more for now.
    package let isLast: Bool
    /// The first page of a reading from the start: what the round does not name until its last page is gone.
    package let startsRound: Bool
    /// False on the last page of a round that left out something whose items nobody can name.
    package let isWhole: Bool
    /// The time that the round is about; nil if it is about everything.
    ///
    /// Of what occurred before or behind it says nothing, so that is not gone.
    package let span: Range<Timestamp>?
    /// See `SourceMail.ownerAddresses`; for a page whose items, if it has any, need not say so themselves.
    package var ownerAddresses: [Participant.Address] = []
    /// Of the end of a round whose losses one answer does not prove; nil where they are believed at once.
    package var doubt: RoundDoubt?

    package init(
        changes: [News],
        cursor: Cursor,
        isLast: Bool,
        startsRound: Bool,
        isWhole: Bool = true,
        span: Range<Timestamp>? = nil
    ) {
        self.changes = changes
        self.cursor = cursor
        self.isLast = isLast
        self.startsRound = startsRound
        self.isWhole = isWhole
        self.span = span
    }

    /// Whether what the round has not named by now is gone.
    ///
    /// The last page ends the round also where this is false.
    package var endsRound: Bool { isLast && isWhole }

    /// The same place in the stream with other words for its news, in the same order.
    package func map<Other>(_ transform: (News) -> Other) -> Page<Other> {
        Page<Other>(
            changes: changes.map(transform),
            cursor: cursor,
            isLast: isLast,
            startsRound: startsRound,
            isWhole: isWhole,
            span: span
        )
    }
}

/// What a source tells between two cursors.
package typealias ChangePage = Page<Change>
