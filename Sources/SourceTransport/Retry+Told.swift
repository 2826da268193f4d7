package import Connector

extension SourceError.Retry {
    /// After a pause that a service asks for; how much of it is kept is not a source's to decide.
    ///
    /// - Parameter told: nil where the service does not say how long.
    package static func pause(_ told: Duration?) -> Self { .after(told ?? .seconds(10)) }

    /// After a failure that may pass: when the service says so, and else at once.
    package static func soon(_ told: Duration?) -> Self { told.map { .after($0) } ?? .now }
}
