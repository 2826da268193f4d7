package import Connector

extension SourceError {
    /// The same error, said of a part of a mailbox that fails alone.
    ///
    /// - Parameter part: for people, for example `archive`.
    package func failing(_ part: String) -> SourceError {
        SourceError(code, scope: scope, retry: retry, message: "The \(part): \(message)", vendorCode: vendorCode)
    }

    /// A list without what every mailbox has is no answer; what it does not name is not gone.
    ///
    /// - Parameter part: for people, for example `calendar`.
    package static func listWithout(_ part: String) -> SourceError {
        SourceError(
            .badAnswer,
            scope: .part,
            retry: .never,
            message: "The \(part) that every mailbox has is not in the list, so the list is not whole; nothing of it "
                + "counts as gone."
        )
    }
}
