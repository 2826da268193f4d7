/// How long and how much one exchange may take.
package struct HTTPLimits: Hashable, Sendable {
    /// Until TCP and TLS stand.
    package var connect = Duration.seconds(15)
    /// The longest silence between two pieces of the answer.
    package var idle = Duration.seconds(60)
    /// From the first byte sent to the last one received; EWS itself gives up on a batch after one minute.
    package var total = Duration.seconds(120)
    /// Of the body after decompression.
    package var bodyBytes = 64 << 20
    /// Decompressed bytes for each received byte, once a mebibyte has come out.
    package var decompressionRatio = 200

    package init() {}
}
