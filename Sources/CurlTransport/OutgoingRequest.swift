import HTTPTransport
import HTTPTypes

/// A request that was found fit to be sent, in the form that libcurl takes.
struct OutgoingRequest: Sendable {
    let origin: Origin
    let url: String
    let method: String
    /// `Name: value` without line end, one after the other; a NUL ends each.
    let fieldLines: [CChar]
    let body: [UInt8]
    let credential: Credential
    let limits: HTTPLimits
    let cookieJar: String?
    let connection: ConnectionUse
    /// As it was given, for what an answer says about it.
    private let request: HTTPRequest

    /// - Throws: `HTTPError` in the phase `refused`; nothing has been sent then.
    init(_ exchange: HTTPExchange, userAgent: HTTPField) throws(HTTPError) {
        let request = exchange.request
        guard let scheme = request.scheme, let authority = request.authority,
            let origin = Origin(scheme: scheme, authority: authority)
        else { throw HTTPError(.refused, "The address must be http or https with a plain host name; correct it.") }
        let path = request.path ?? "/"
        guard path.utf8.first == UInt8(ascii: "/"),
            path.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
        else { throw HTTPError(.refused, "The path has characters that must be percent-encoded; correct it.") }
        try Self.check(exchange.credential, for: origin)
        self.origin = origin
        url = "\(origin)\(path)"
        method = request.method.rawValue
        fieldLines = try Self.lines(of: request.headerFields, userAgent: userAgent)
        body = exchange.body
        credential = exchange.credential
        limits = exchange.limits
        cookieJar = exchange.cookieJar
        connection = exchange.connection
        self.request = request
    }

    /// Whether nothing more may be asked over the connection that `response` came on.
    ///
    /// A method that signs in a connection goes on after 401 on the same one.
    func endsConnection(_ response: HTTPResponse) -> Bool {
        let isLeg = [401, 407].contains(response.status.code) && credential.signsInConnection
        if request.isNamed(in: response) == false { return true }
        return connection != .shared && response.status != .ok && !isLeg
    }

    // MARK: Credentials

    private static func check(_ credential: Credential, for origin: Origin) throws(HTTPError) {
        switch credential {
        case .none:
            break
        case .basic(let user, let password):
            try requireTLS(credential, origin)
            // RFC 7617: the first colon ends the user.
            guard !user.utf8.contains(UInt8(ascii: ":")) else {
                throw HTTPError(.refused, "The user name of Basic must not have a colon; use the UPN.")
            }
            try check(user, password)
        case .bearer(let token):
            try requireTLS(credential, origin)
            // RFC 6750: b64token.
            guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw HTTPError(.refused, "The bearer token has characters that no token has; get another one.")
            }
        case .negotiate:
            guard CurlClient.canUse(credential) else {
                throw HTTPError(.refused, "The installed libcurl has no Negotiate; install one built with GSS-API.")
            }
        case .ntlm(let user, let password):
            guard CurlClient.canUse(credential) else {
                throw HTTPError(
                    .refused,
                    "The installed libcurl has no NTLM any more; use Negotiate or Basic over TLS."
                )
            }
            try check(user, password)
        }
    }

    private static func requireTLS(_ credential: Credential, _ origin: Origin) throws(HTTPError) {
        guard !origin.isSecure else { return }
        throw HTTPError(.refused, "The credential (\(credential)) is sent over TLS only; use an https address.")
    }

    private static func check(_ user: String, _ password: String) throws(HTTPError) {
        guard !user.isEmpty, !user.utf8.contains(0), !password.utf8.contains(0) else {
            throw HTTPError(.refused, "User name or password cannot be sent: empty, or with a NUL; correct them.")
        }
    }

    // MARK: Header fields

    /// What the transport says itself; from elsewhere it would smuggle requests or credentials.
    private static let own: Set<HTTPField.Name> = [
        .authorization, .connection, .contentLength, .cookie, .expect, .proxyAuthorization, .te, .transferEncoding,
        .upgrade,
    ]

    /// Without a value libcurl leaves the field out: it would wait for "100 Continue", and call every body a form.
    private static let noExpect = "Expect:".utf8CString
    private static let noContentType = "Content-Type:".utf8CString

    private static func lines(of fields: HTTPFields, userAgent: HTTPField) throws(HTTPError) -> [CChar] {
        var lines: [CChar] = []
        lines.reserveCapacity(512)
        lines.append(contentsOf: noExpect)
        if fields[.contentType] == nil { lines.append(contentsOf: noContentType) }
        if fields[.userAgent] == nil { try append(userAgent, to: &lines) }
        for field in fields {
            guard !own.contains(field.name), field.name.canonicalName != "host" else {
                throw HTTPError(.refused, "A header field of the request is the transport's to set; remove it.")
            }
            try append(field, to: &lines)
        }
        return lines
    }

    private static func append(_ field: HTTPField, to lines: inout [CChar]) throws(HTTPError) {
        let start = lines.count
        for byte in field.name.rawName.utf8 { lines.append(CChar(bitPattern: byte)) }
        field.withUnsafeBytesOfValue { value in
            // With a colon and nothing after it libcurl would leave the field out.
            lines.append(CChar(bitPattern: UInt8(ascii: value.isEmpty ? ";" : ":")))
            if !value.isEmpty { lines.append(CChar(bitPattern: UInt8(ascii: " "))) }
            for byte in value { lines.append(CChar(bitPattern: byte)) }
        }
        // HTTPField has seen to it already; a line end here would be a second request.
        guard lines[start...].allSatisfy({ !(0..<0x20).contains($0) && $0 != 0x7F || $0 == 0x09 }) else {
            throw HTTPError(.refused, "A header field of the request has control characters; correct it.")
        }
        lines.append(0)
    }
}
