package import Connector

extension SourceError.Retry {
    /// After a failure that may pass: when the service says so, and else when whoever asks thinks best.
    package static func soon(_ told: Duration?) -> Self { told.map { .after($0) } ?? .now }
}
