package import HTTPTransport

/// Why a question got no usable answer.
package enum ODataError: Error, Hashable, Sendable {
    case transport(HTTPError)
    /// The service says why not.
    case failure(ODataFailure)
    case answer(BadAnswer)

    package enum BadAnswer: Hashable, Sendable, CaseIterable {
        /// No `application/json`.
        case notJSON
        /// Cut off, not well-formed, or without something indispensable.
        case malformed
        /// More bytes than `HTTPLimits` allow.
        case tooLarge
        /// Neither `@odata.nextLink` nor `@odata.deltaLink`, or both.
        case noContinuation
        /// A link that leads elsewhere, or that can be read in two ways.
        case foreignLink
        /// Pages that lead back to one of them, or only repeat themselves.
        case endless
        /// A part of a list inside of an item, with a link to the rest that nobody expects there.
        case incomplete
    }
}
