package import Interactions

/// Something observed about a tenant or a user: that it is missing is a value too, and never a pass.
package struct Fact<Value: Hashable & Sendable>: Hashable, Sendable {
    /// What was told; nil if nobody told it.
    package let value: Value?
    package let source: FactSource
    package let observedAt: Timestamp

    package init(_ value: Value?, source: FactSource, observedAt: Timestamp) {
        self.value = value
        self.source = source
        self.observedAt = observedAt
    }
}

/// Who told a fact, or was asked for it in vain.
package enum FactSource: String, Hashable, Sendable, CaseIterable {
    case configuration
    /// The file of users that the configuration names.
    case directoryFile
    /// Microsoft Graph, asked just now.
    case graph
    /// Dataverse, asked just now.
    case dataverse
    /// The recorded events of this installation.
    case lifeCycle

    /// Whether this is a service that may tell next time what it did not tell now.
    package var isService: Bool { self == .graph || self == .dataverse }
}
