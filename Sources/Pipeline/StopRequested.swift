package import Connector

/// A graceful stop came before the answer did.
package struct StopRequested: Error {
    /// Why there was no answer yet, if that is known.
    package var waitingFor: SourceError?
}
