import Configuration
import Synchronization

/// Notes which keys were asked for and which values did not fit, so that a typo never passes for a default.
final class SettingsAudit: AccessReporter {
    private struct State {
        var asked: Set<String> = []
        var unfit: [(key: String, expected: String)] = []
    }

    private let state = Mutex(State())

    func report(_ event: AccessEvent) {
        let key = event.metadata.key.components.joined(separator: ".")
        // A value of another type is a provider's failure; the reader then goes on with the default.
        let isRefused = event.providerResults.contains { if case .failure = $0.result { true } else { false } }
        let isUnfit = isRefused || event.conversionError != nil
        state.withLock { state in
            state.asked.insert(key)
            if isUnfit { state.unfit.append((key, Self.phrase(event.metadata.valueType))) }
        }
    }

    /// Notes that the value of a key is of the right type and still cannot be used.
    func refuse(_ key: String, expected: String) {
        state.withLock { $0.unfit.append((key, expected)) }
    }

    /// Every key that any reader asked for, in the form `ews.url`.
    var asked: Set<String> { state.withLock { $0.asked } }

    /// Keys whose value cannot be used, and what was expected.
    var unfit: [(key: String, expected: String)] { state.withLock { $0.unfit } }

    private static func phrase(_ type: ConfigType) -> String {
        switch type {
        case .string: "a text"
        case .int: "a whole number"
        case .double: "a number"
        case .bool: "true or false"
        case .stringArray: "a list of texts"
        default: "another kind of value"
        }
    }
}
