import HTTPTransport
import Interactions
import Synchronization

/// What the answers so far say about a server: whose question it answers, and whom it knows.
final class ServerRecord: Sendable {
    /// A token that so many mailboxes refuse, and none takes, is worth nothing.
    private static let refusals = 3

    private struct State {
        var echoes = false
        var hasFailed = false
        var hasAnswered = false
        var refusing: Set<Mailbox.ID> = []
        var principals: Set<Mailbox.ID> = []
    }

    private let state = Mutex(State())

    /// What is to become of the connection of the next exchange.
    ///
    /// gromox was seen to send a second answer after a fault, which then answers the next question, of whatever
    /// mailbox; where answers name their questions that is noticed, elsewhere it can only be prevented.
    var connection: ConnectionUse {
        state.withLock { $0.hasFailed && !$0.echoes ? .single : .closedAfterFailure }
    }

    /// Notes that an answer named its question.
    func noteEcho() { state.withLock { $0.echoes = true } }

    /// Notes an answer that is none.
    func noteFailure() { state.withLock { $0.hasFailed = true } }

    /// Notes an answer about a mailbox, by which the server has accepted who asks.
    func noteAnswer() { state.withLock { $0.hasAnswered = true } }

    /// Whether a mailbox is asked for by the name to sign in by.
    func knowsByPrincipal(_ mailbox: Mailbox.ID) -> Bool { state.withLock { $0.principals.contains(mailbox) } }

    /// Notes that the server knows no mailbox by what it was called.
    ///
    /// - Returns: whether it is to be called otherwise; false once both names were tried.
    func noteUnknownAddress(of mailbox: Mailbox.ID) -> Bool {
        state.withLock { $0.principals.insert(mailbox).inserted }
    }

    /// Notes that a mailbox refuses a token.
    ///
    /// - Returns: whether that may be the mailbox's own affair.
    func noteRefusal(by mailbox: Mailbox.ID) -> Bool {
        state.withLock { state in
            state.refusing.insert(mailbox)
            return state.hasAnswered || state.refusing.count < Self.refusals
        }
    }
}
