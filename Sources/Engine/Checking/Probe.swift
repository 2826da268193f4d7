package import Connector

/// One question on the way to the data, and what came of it.
package struct Probe: Sendable {
    /// What is asked about; each layer needs those before it.
    package enum Layer: String, Sendable, CaseIterable {
        /// Whether what is read could be stored.
        case storage
        /// Whether the host's name leads to an address.
        case names
        case connection
        case tls
        case token
        /// What an administrator granted, as far as the token says.
        case permissions
        /// Whether the service answers us, without looking into anybody's mailbox.
        case server
        case crm
        case eligibility
        case mailbox
    }

    /// What came of a probe: never fine for what was not tried.
    package enum Outcome: Sendable {
        /// What was found, which may be nothing to say.
        case fine(String)
        case failed(SourceError)
        /// Something of ours stands in the way: a setting, a file, the log.
        case refused(EngineError)
        /// Why not, and what would have to be done first.
        case notTried(String)
    }

    package let layer: Layer
    /// A host, a folder or an address; empty where the whole installation is meant.
    package let subject: String
    package let outcome: Outcome
    package var mailFolders = 0
    package var calendars = 0

    init(_ layer: Layer, _ subject: String, _ outcome: Outcome) {
        self.layer = layer
        self.subject = subject
        self.outcome = outcome
    }

    /// Whether it was tried and did not work.
    package var isFailure: Bool {
        switch outcome {
        case .failed, .refused: true
        case .fine, .notTried: false
        }
    }

    /// One word: `fine`, `notTried`, or the error's code.
    package var result: String {
        switch outcome {
        case .fine: "fine"
        case .notTried: "notTried"
        case .failed(let error): error.code.rawValue
        case .refused(let error): error.code.rawValue
        }
    }

    /// What went wrong in full, with the vendor's own code if there is one.
    package var statement: String {
        if case .failed(let error) = outcome { error.description } else { detail }
    }

    /// What was found, what went wrong or what is to be done.
    package var detail: String {
        switch outcome {
        case .fine(let text), .notTried(let text): text
        case .failed(let error): error.message
        case .refused(let error): error.message
        }
    }
}
