import CCurl
import HTTPTransport

extension HTTPError {
    /// What libcurl's code for a failed transfer means. https://curl.se/libcurl/c/libcurl-errors.html
    ///
    /// - Parameters:
    ///   - certificate: OpenSSL's verdict on the server's certificate, zero if it found nothing wrong.
    ///   - host: whom the request is for.
    init(_ code: CURLcode, certificate: Int, host: String) {
        switch code {
        case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT:
            self.init(.refused, "libcurl does not take the address; correct it.")
        case CURLE_COULDNT_RESOLVE_HOST:
            self.init(.resolve, "The host name '\(host)' was not found; check it and the name server.")
        case CURLE_COULDNT_RESOLVE_PROXY:
            self.init(.resolve, "The proxy's name was not found; check https_proxy in the environment.")
        case CURLE_COULDNT_CONNECT:
            self.init(.connect, "No connection: refused or unreachable; check address, port and firewall.")
        case CURLE_PROXY:
            self.init(.connect, "The proxy did not connect; check https_proxy in the environment.")
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.timeout, "No connection within the limit; check network and proxy, or try again later.")
        case CURLE_PEER_FAILED_VERIFICATION:
            self.init(.tls, Self.verdict(certificate))
        case CURLE_SSL_CACERT_BADFILE:
            self.init(.tls, "The file of certificate authorities cannot be read; check that it is PEM.")
        case CURLE_SSL_CONNECT_ERROR:
            // Also if the connection broke in the middle, which libcurl does not tell from a refusal.
            self.init(.handshake, "No agreement on TLS; the server must offer TLS 1.2 or later.")
        case CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED:
            self.init(.tls, "No agreement on TLS; the server must offer TLS 1.2 or later.")
        case CURLE_SSL_CERTPROBLEM, CURLE_SSL_CLIENTCERT:
            self.init(.tls, "The server wants a client certificate, which is not supported.")
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR:
            self.init(.authenticate, "The sign-in failed; check credential and, for Negotiate, the ticket (klist).")
        case CURLE_SEND_ERROR, CURLE_SEND_FAIL_REWIND:
            self.init(.send, "The request could not be sent completely; try again later.")
        case CURLE_GOT_NOTHING:
            self.init(.receive, "The connection closed before an answer came; try again later.")
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            self.init(.receive, "The answer was cut off; try again later.")
        case CURLE_BAD_CONTENT_ENCODING:
            self.init(.receive, "The answer could not be decompressed; try again later.")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            self.init(.receive, "The answer is not HTTP; check the port.")
        case CURLE_OUT_OF_MEMORY:
            self.init(.tooLarge, "Memory ran out, or a header line of the answer is longer than libcurl takes.")
        default:
            self.init(.receive, "The transfer failed (libcurl error \(code.rawValue)); try again later.")
        }
    }

    /// A proxy that answered `CONNECT` with that status.
    init(proxyStatus: Int) {
        let what = proxyStatus == 407 ? "wants a sign-in" : "refuses the connection (\(proxyStatus))"
        self.init(.connect, "The proxy \(what); check https_proxy in the environment.")
    }

    /// The numbers are OpenSSL's `X509_V_ERR_*`. https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
    private static func verdict(_ certificate: Int) -> String {
        switch certificate {
        case 9, 10: "The server's certificate is not valid at this time; renew it, or set the clock."
        case 2, 18, 19, 20, 21:
            "The server's certificate is from an unknown authority; name the authority's file (ews.caFile, application.caFile)."
        // libcurl checks the name before it asks for the verdict, which until then is 1.
        case 0, 1: "The server's certificate is for another name; use the name that it has."
        default: "The server's certificate was not accepted (verification error \(certificate))."
        }
    }
}
