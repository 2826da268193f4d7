import Interactions

/// Somebody who signed in.
struct Session: Sendable {
    let address: EmailAddress
    /// What each form of this session carries, so that no other site can send one.
    let formToken: String
    let startedAt: Timestamp
    var seenAt: Timestamp
    /// Whether it came as a bearer token, which no browser sends by itself.
    var isBearer = false
}
