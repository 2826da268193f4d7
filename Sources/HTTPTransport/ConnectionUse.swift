/// What becomes of a connection when an exchange is over; after a cut, a broken answer, or one that names another
/// request, it is closed in any case.
package enum ConnectionUse: Hashable, Sendable {
    /// The next request may go over it.
    case shared
    /// Closed unless the answer is 200: a server that stumbled may send a second answer, which would be taken for that
    /// to the next question.
    case closedAfterFailure
    /// Opened for this exchange and closed after it, for servers of which nobody can tell which question they answer.
    case single
}
