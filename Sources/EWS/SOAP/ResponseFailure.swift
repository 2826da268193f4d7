import XMLStream

/// What the server says went wrong with a request or with one item of it; free of its own words.
struct ResponseFailure: Error, Hashable, Sendable {
    let code: ResponseCode
    /// `BackOffMilliseconds` or else `Retry-After`, as asked for.
    var backOff: Duration?
    /// The limit belongs to the credential, not to the mailbox.
    let concernsCredential: Bool

    init(code: ResponseCode, backOff: Duration? = nil, concernsCredential: Bool = false) {
        self.code = code
        self.backOff = backOff
        self.concernsCredential = concernsCredential
    }

    /// Looks for the values of `MessageXml` anywhere in `element`: their order and depth differ between servers and
    /// between faults and response messages.
    ///
    /// - Parameter code: the outer code; an inner `InnerErrorResponseCode` that asks for a pause is stronger.
    init(code: ResponseCode, detail element: XMLElement) {
        var values = MessageValues()
        values.collect(from: element)
        let inner = values.innerCode.flatMap { $0.meaning == .throttled ? $0 : nil }
        self.init(
            code: inner ?? code,
            backOff: values.backOff,
            concernsCredential: values.isConcurrencyPolicy || (inner ?? code).text == "ErrorExceededConnectionCount"
        )
    }
}

/// The `Value` elements of `MessageXml` that say how long to wait and why.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/messagexml>
private struct MessageValues {
    private(set) var backOff: Duration?
    private(set) var innerCode: ResponseCode?
    private(set) var isConcurrencyPolicy = false

    mutating func collect(from element: XMLElement) {
        for child in element.children {
            if child.is(.value, .types), let name = child.attribute(.name) {
                read(child, named: name)
            } else {
                collect(from: child)
            }
        }
    }

    private mutating func read(_ value: XMLElement, named name: String) {
        switch name {
        case "BackOffMilliseconds":
            guard let milliseconds = value.number, milliseconds > 0 else { return }
            backOff = .milliseconds(milliseconds)
        case "InnerErrorResponseCode": innerCode = ResponseCode(of: value)
        case "Policy": isConcurrencyPolicy = value.text == "MaxConcurrency"
        default: break
        }
    }
}
