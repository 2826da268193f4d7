import CCurl
import HTTPTransport

extension EasyHandle {
    /// libcurl reads at most so much from a connection at a time; from 128 KiB on it is half as fast.
    static let bufferSize = 64 << 10
    /// libcurl hands a read on in pieces of at most this size (`CURL_MAX_WRITE_SIZE`).
    static let pieceSize = 16 << 10

    /// Sets the options of one request; the handle is new or was reset, so that what is not set is libcurl's default.
    ///
    /// A default of libcurl that matters here: the proxy comes from the environment (`https_proxy`, `no_proxy`, ...).
    func configure(for request: OutgoingRequest, caFile: String?) throws(HTTPError) {
        try set(CURLOPT_NOSIGNAL, 1)
        // A cancelled look-up must not hold up the other transfers until the name server answers.
        try set(CURLOPT_QUICK_EXIT, 1)
        // Up to 8.2 a handle that shared an HTTP/2 connection keeps its buffer when it is done, and then refuses to be
        // told the size that the buffer already has.
        _ = CCurl_setLong(pointer, CURLOPT_BUFFERSIZE, Self.bufferSize)
        try set(CURLOPT_CONNECTTIMEOUT_MS, max(1, request.limits.connect.milliseconds))
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if request.connection == .single, !request.credential.signsInConnection {
            try set(CURLOPT_FRESH_CONNECT, 1)
            try set(CURLOPT_FORBID_REUSE, 1)
        }
        try setSecurity(caFile: caFile)
        try setTarget(of: request)
        try set(request.credential)
        try setVersion(of: request)
    }

    private func setSecurity(caFile: String?) throws(HTTPError) {
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let caFile { try set(CURLOPT_CAINFO, caFile) }
    }

    private func setTarget(of request: OutgoingRequest) throws(HTTPError) {
        try set(CURLOPT_URL, request.url)
        try set(CURLOPT_PATH_AS_IS, 1)
        try set(CURLOPT_ACCEPT_ENCODING, "gzip")
        switch request.method {
        case "HEAD":
            try set(CURLOPT_NOBODY, 1)
        case "GET" where request.body.isEmpty:
            try set(CURLOPT_HTTPGET, 1)
        default:
            try set(CURLOPT_POST, 1)
            try setBody(request.body)
            if request.method != "POST" { try set(CURLOPT_CUSTOMREQUEST, request.method) }
        }
    }

    /// Exactly one method: with several libcurl asks first, and some servers refuse the combination of Basic and NTLM.
    private func set(_ credential: Credential) throws(HTTPError) {
        switch credential {
        case .none:
            break
        case .basic(let user, let password):
            try set(CURLOPT_HTTPAUTH, CCurl_authBasic())
            try set(CURLOPT_USERNAME, user)
            try set(CURLOPT_PASSWORD, password)
        case .bearer(let token):
            try set(CURLOPT_HTTPAUTH, CCurl_authBearer())
            try set(CURLOPT_XOAUTH2_BEARER, token)
        case .negotiate:
            // An empty user: whoever the ticket cache names.
            try set(CURLOPT_HTTPAUTH, CCurl_authNegotiate())
            try set(CURLOPT_USERPWD, ":")
        case .ntlm(let user, let password):
            try set(CURLOPT_HTTPAUTH, CCurl_authNTLM())
            try set(CURLOPT_USERNAME, user)
            try set(CURLOPT_PASSWORD, password)
        }
    }

    /// HTTP/2 shares a connection between requests, which methods that sign one in do not allow; and while a body waits
    /// there for the server's window, libcurl asks without a pause whether the socket takes more.
    private func setVersion(of request: OutgoingRequest) throws(HTTPError) {
        guard LibCurl.features.contains(.http2) else { return }
        let isAlone = request.credential.signsInConnection || !request.body.isEmpty
        try set(CURLOPT_HTTP_VERSION, Int(isAlone ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS))
    }
}

extension Duration {
    /// Whole milliseconds, rounded up; at most what libcurl and poll take.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max) / 1_000 else { return Int(Int32.max) }
        return Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
