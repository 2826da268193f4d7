package import HTTPTypes

extension HTTPResponse {
    /// How long `Retry-After` asks to wait; nil if it is not there, not understood or in the past.
    ///
    /// A date counts from the answer's own `Date`, so that nobody's clock has to be right.
    package var retryAfter: Duration? {
        guard let value = headerFields[.retryAfter] else { return nil }
        let now = headerFields[.date].flatMap { HTTPDate($0) }
        return RetryAfter.wait(value, from: now).flatMap { $0 > .zero ? $0 : nil }
    }
}
