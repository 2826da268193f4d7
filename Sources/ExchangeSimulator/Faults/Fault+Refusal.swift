import HTTPTypes

extension Fault {
    /// Whether the operation is not carried out.
    var isRefusal: Bool {
        switch self {
        case .throttle, .unauthorized, .forbidden, .redirect, .page, .empty, .refused, .failing: true
        default: false
        }
    }

    /// What the client gets in place of the operation's answer; nil if the operation is carried out.
    func refusal(of call: FaultGate.Call) -> ServerAnswer? {
        switch self {
        case .throttle(let throttle): throttle.answer(to: call)
        case .unauthorized: ServerAnswer(.unauthorized, headers: EWSService.challenge)
        case .forbidden:
            ServerAnswer(.forbidden, headers: [.contentType: "text/plain"], body: Array("EWS is switched off.".utf8))
        case .redirect:
            ServerAnswer(.found, headers: [.location: "https://127.0.0.1/owa/auth/logon.aspx?replaceCurrent=1"])
        case .page:
            ServerAnswer(.ok, headers: [.contentType: "text/html; charset=utf-8"], body: Array(Self.signInPage.utf8))
        case .empty: ServerAnswer(.ok, headers: [.contentType: ServerAnswer.xmlType])
        case .refused(let code):
            ServerAnswer.fault(Refusal(code, "\u{670D}\u{52A1}\u{5668}\u{5FD9}\u{3002}"), language: "zh-CN")
        case .failing(let code):
            ServerAnswer.messages(Refusal(code, "The operation cannot be carried out at this time."), of: call)
        default: nil
        }
    }

    private static let signInPage = """
        <!DOCTYPE html><html><head><title>Sign in</title><meta charset="utf-8"></head>\
        <body><form><p>Please sign in<br>to go on.</p></form></body></html>
        """
}

extension Throttle {
    fileprivate func answer(to call: FaultGate.Call) -> ServerAnswer {
        switch self {
        case .unavailable(let seconds):
            var answer = ServerAnswer(
                .serviceUnavailable,
                headers: [.contentType: "text/html; charset=us-ascii"],
                body: Array("<HTML><BODY><h2>Service Unavailable</h2></BODY></HTML>".utf8)
            )
            if let seconds { answer.headers[.retryAfter] = String(seconds) }
            return answer
        case .tooManyRequests(let seconds):
            return ServerAnswer(.tooManyRequests, headers: [.retryAfter: String(seconds)])
        case .busy(let milliseconds):
            return .fault(
                Refusal(
                    "ErrorServerBusy",
                    Self.busyText,
                    values: [("Policy", "RCA"), ("BackOffMilliseconds", String(milliseconds))]
                )
            )
        case .connections:
            return .fault(
                Refusal(
                    "ErrorExceededConnectionCount",
                    "You have exceeded the available concurrent connections for your account.",
                    values: [("Policy", "MaxConcurrency"), ("LimitValue", "27")]
                )
            )
        case .syncCalls(let milliseconds):
            return .messages(
                Refusal(
                    "ErrorServerBusy",
                    Self.busyText,
                    values: [
                        ("Policy", "ConcurrentSyncCalls"), ("MaxConcurrencyLimit", "5"),
                        ("BackOffMilliseconds", String(milliseconds)),
                    ]
                ),
                of: call
            )
        case .inner(let milliseconds):
            return .messages(
                Refusal(
                    "ErrorInternalServerError",
                    "An internal server error occurred. The operation failed.",
                    values: [
                        ("InnerErrorMessageText", Self.busyText), ("InnerErrorResponseCode", "ErrorServerBusy"),
                        ("BackOffMilliseconds", String(milliseconds)),
                    ]
                ),
                of: call
            )
        }
    }

    private static let busyText = "The server cannot service this request right now. Try again later."
}

extension ServerAnswer {
    static let xmlType = "text/xml; charset=utf-8"

    /// Status 500 with a SOAP fault.
    static func fault(_ refusal: Refusal, language: String = "en-US") -> ServerAnswer {
        var out = XMLOutput()
        Envelope.write(refusal, into: &out, language: language)
        return ServerAnswer(.internalServerError, headers: [.contentType: xmlType], body: out.bytes)
    }

    /// Status 200 with as many refusing response messages as the request asks for.
    fileprivate static func messages(_ refusal: Refusal, of call: FaultGate.Call) -> ServerAnswer {
        var out = XMLOutput()
        Envelope.write(call.operation, into: &out) { out in
            for _ in 0..<max(call.messages, 1) {
                Envelope.write(refusal, as: call.operation, into: &out) { out in
                    switch call.operation {
                    case .syncFolderItems, .syncFolderHierarchy:
                        out.raw(call.operation == .syncFolderItems ? emptyItemsState : emptyHierarchyState)
                    case .getItem: out.raw("<m:Items/>")
                    case .getFolder: out.raw("<m:Folders/>")
                    case .findFolder, .findItem, .resolveNames, .convertId, .getServerTimeZones: break
                    }
                }
            }
        }
        return ServerAnswer(.ok, headers: [.contentType: xmlType], body: out.bytes)
    }

    private static let emptyItemsState: StaticString = """
        <m:SyncState/><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>
        """
    private static let emptyHierarchyState: StaticString = """
        <m:SyncState/><m:IncludesLastFolderInRange>true</m:IncludesLastFolderInRange>
        """
}
