package import Connector

extension Change {
    /// What is said of an item that a list names: if the service does not find it, one of the two is wrong, and nothing
    /// of it is taken for deleted before a later list has not named it.
    package var listed: Change {
        guard case .gone(let item) = self else { return self }
        return .unreadable(
            item,
            SourceError(
                .unreadableItem,
                scope: .item,
                retry: .never,
                message:
                    "The service lists an item and does not find it; it is not taken for deleted before another list."
            )
        )
    }
}
