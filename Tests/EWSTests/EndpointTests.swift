import EWS
import HTTPTransport
import HTTPTypes
import Testing

@Suite struct `An endpoint` {
    @Test(
        "is read from an absolute address",
        arguments: [
            ("https://mail.example.com/EWS/Exchange.asmx", "https", "mail.example.com", "/EWS/Exchange.asmx"),
            ("HTTPS://Mail.Example.COM:8443/ews/exchange.asmx", "https", "mail.example.com:8443", "/ews/exchange.asmx"),
            ("http://127.0.0.1:8080/EWS", "http", "127.0.0.1:8080", "/EWS"),
            ("https://[::1]:443/EWS?x=y", "https", "[::1]:443", "/EWS?x=y"),
        ]
    )
    func reading(url: String, scheme: String, authority: String, path: String) {
        let endpoint = EWSEndpoint(url: url)
        #expect(endpoint?.scheme == scheme)
        #expect(endpoint?.authority == authority)
        #expect(endpoint?.path == path)
        #expect(endpoint.flatMap { EWSEndpoint(url: $0.url) } == endpoint)
    }

    @Test(
        "is refused in any other form",
        arguments: [
            "", "mail.example.com/EWS", "ftp://mail.example.com/EWS", "https://mail.example.com", "https:///EWS",
            "https://user@mail.example.com/EWS", "https://user:password@mail.example.com/EWS",
            "https://mail.example.com/EWS#part", "https://mail.example.com/EWS path",
            "https://mail.example.com\\@x/EWS",
            "https://mäil.example.com/EWS", "https://mail.example.com/EWS\r\nX: y", "https://:443/EWS", "https:/x/EWS",
            "https://mail.example.com?/EWS", "https://mail.example.com:99999/EWS", "https://mail.example.com:0/EWS",
            "https://mail.example.com:/EWS", "https://mail.example.com:8443x/EWS", "https://[::1]:65536/EWS",
        ]
    )
    func refusing(url: String) {
        #expect(EWSEndpoint(url: url) == nil)
    }
}

@Suite struct `Retry-After` {
    private static let date = "Tue, 10 Mar 2026 12:00:00 GMT"

    @Test(
        "is understood as seconds, fraction or date",
        arguments: [
            ("5", .seconds(5)), ("0.25", .milliseconds(250)), ("1.5", .milliseconds(1_500)),
            ("2.00049", .seconds(2)), ("999999999", .seconds(999_999_999)),
            ("Tue, 10 Mar 2026 12:00:30 GMT", .seconds(30)), ("Wed, 11 Mar 2026 12:00:00 GMT", .seconds(86_400)),
            ("Wed, 01 Mar 2028 00:00:00 GMT", .seconds(721 * 86_400 + 43_200)),
            ("0", nil), ("-5", nil), ("+5", nil), ("5s", nil), ("", nil), (".5", nil), ("5.", nil), ("1e3", nil),
            ("9999999999", .seconds(9_999_999_999)), ("Tue, 10 Mar 2026 12:00:00 GMT", nil),
            ("9223372036854775807", .seconds(100_000_000_000)), ("99999999999999999999", .seconds(100_000_000_000)),
            ("Tue, 10 Mar 2026 11:00:00 GMT", nil),
            ("Tue, 10 Mar 2026 12:00:30 CET", nil), ("Tue, 10 Foo 2026 12:00:30 GMT", nil),
            ("Tuesday, 10-Mar-26 12:00:30 GMT", .seconds(30)), ("2026-03-10T12:00:30Z", nil),
            ("Tue, 32 Mar 2026 12:00:30 GMT", nil),
        ] as [(String, Duration?)]
    )
    func values(field: String, expected: Duration?) {
        let response = HTTPResponse(status: 503, headerFields: [.retryAfter: field, .date: Self.date])
        #expect(response.retryAfter == expected)
    }

    @Test func `as a date means nothing without the answer's own date`() {
        #expect(HTTPResponse(status: 503, headerFields: [.retryAfter: Self.date]).retryAfter == nil)
        #expect(HTTPResponse(status: 503).retryAfter == nil)
        let epoch = HTTPResponse(
            status: 503,
            headerFields: [.retryAfter: "Fri, 02 Jan 1970 00:00:00 GMT", .date: "Thu, 01 Jan 1970 00:00:01 GMT"]
        )
        #expect(epoch.retryAfter == .seconds(86_399))
    }
}
