/// What opens a service for a while.
///
/// Never printed.
struct AccessToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    let text: String
    let lifetime: Duration

    var description: String { "access token" }
    var debugDescription: String { description }
}
