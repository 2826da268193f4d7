import HTTPTransport
import Testing

@Suite struct `An origin` {
    @Test(
        "is scheme, host and port of a URL",
        arguments: [
            ("https://mail.example.com/EWS/Exchange.asmx", "https://mail.example.com"),
            ("HTTPS://Mail.EXAMPLE.com:443", "https://mail.example.com"),
            ("http://mail.example.com:80?q", "http://mail.example.com"),
            ("http://mail.example.com:443/", "http://mail.example.com:443"),
            ("https://a:65535#f", "https://a:65535"), ("https://127.0.0.1:8443/x@y", "https://127.0.0.1:8443"),
            ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443"), ("https://[::1]", "https://[::1]"),
            ("https://xn--mll-hoa.example/?u=http://other", "https://xn--mll-hoa.example"),
            ("https://example.com./", "https://example.com."),
        ]
    )
    func reading(url: String, description: String) {
        #expect(Origin(url: url)?.description == description)
    }

    @Test(
        "is in no text that two programs may read differently",
        arguments: [
            "", "mail.example.com", "//mail.example.com/", "https:/mail.example.com", "https:mail.example.com",
            "ftp://mail.example.com/", "file:///etc/passwd", "https://", "https:///x", "https://:443/",
            "https://user@mail.example.com/", "https://user:secret@mail.example.com/", "https://a@b@c/",
            "https://mail.example.com\\@other.example/", "https:\\\\mail.example.com/",
            "https://mail.example.com\\.other.example/", "https://mail.example.com/a\\b", "https://mail example.com/",
            " https://mail.example.com/", "https://mail.example.com/ ", "https://mail.example.com/\r\nX: y",
            "https://mail.example.com\t/", "https://mail.example.com\u{0}.other.example/", "https://mäil.example.com/",
            "https://mail.example.com/ä", "https://mail.example.com。/", "https://mail.example.com:/",
            "https://mail.example.com:0/", "https://mail.example.com:0443/", "https://mail.example.com:65536/",
            "https://mail.example.com:+443/", "https://mail.example.com:443:443/", "https://mail%2Eexample.com/",
            "https://-mail.example.com/", "https://[::1/", "https://[::1]x/", "https://[]/", "https://[1]/",
            "https://[::1%25eth0]/", "https://mail.example.com;x/",
        ]
    )
    func refusing(url: String) {
        #expect(Origin(url: url) == nil)
    }

    @Test func `is the same whatever the path and the case`() throws {
        let origin = try #require(Origin(url: "https://mail.example.com/EWS"))
        #expect(origin == Origin(url: "HTTPS://MAIL.example.com:443/owa?x"))
        #expect(origin == Origin(scheme: "https", authority: "mail.example.com"))
        #expect(origin.isSecure)
    }

    @Test(
        arguments: [
            "http://mail.example.com/", "https://mail.example.com:8443/", "https://mail.example.com.evil.example/",
            "https://evil-mail.example.com/", "https://example.com/", "https://mail.example.com./",
        ]
    )
    func `is another if scheme, host or port differ`(url: String) throws {
        let origin = try #require(Origin(url: url))
        #expect(origin != Origin(url: "https://mail.example.com/"))
    }
}
