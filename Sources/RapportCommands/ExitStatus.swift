package import ArgumentParser

/// How a command ends, for scripts; the numbers follow `sysexits.h` where it has one.
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    case failure = 1
    /// Finished, but some mailboxes failed.
    case partial = 2
    case nothingEligible = 3
    case usage = 64
    case unavailable = 69
    case cannotCreate = 73
    case cannotWrite = 74
    /// Throttled or stopped: the same command later goes on where this one ended.
    case tryAgain = 75
    case notPermitted = 77
    case badConfiguration = 78

    package var code: ExitCode { ExitCode(rawValue) }
}

/// Ends a command with a status and one sentence on standard error.
package struct CommandFailure: Error, Sendable, CustomStringConvertible {
    package let status: ExitStatus
    /// What happened, where and what to do; no address, subject or secret.
    package let message: String

    package init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    package var description: String { message }
}
