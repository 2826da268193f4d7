import HTTPTransport
import Testing

@Suite struct `Retry-After asks to wait` {
    /// Tue, 10 Mar 2026 12:00:00 GMT, from `date -u -d @1773144000`.
    private static let now = HTTPDate(secondsSince1970: 1_773_144_000)

    @Test(
        "so many seconds, or until a date",
        arguments: [
            ("0", .zero), ("5", .seconds(5)), ("0.25", .milliseconds(250)), ("1.5", .milliseconds(1_500)),
            ("2.00049", .seconds(2)), ("9999999999", .seconds(9_999_999_999)),
            ("99999999999999999999999", .seconds(100_000_000_000)),
            ("Tue, 10 Mar 2026 12:00:30 GMT", .seconds(30)), ("Wed, 11 Mar 2026 12:00:00 GMT", .seconds(86_400)),
            ("Wed, 01 Mar 2028 00:00:00 GMT", .seconds(721 * 86_400 + 43_200)),
            ("Tuesday, 10-Mar-26 12:00:30 GMT", .seconds(30)), ("Tue Mar 10 12:00:30 2026", .seconds(30)),
            ("Wed Apr  1 12:00:00 2026", .seconds(22 * 86_400)),
            ("Tue, 10 Mar 2026 11:59:59 GMT", .zero), ("Sunday, 06-Nov-94 08:49:37 GMT", .zero),
            ("Thursday, 10-Mar-77 12:00:00 GMT", .zero), ("Wednesday, 10-Mar-76 12:00:00 GMT", .zero),
            ("Sunday, 10-Mar-75 12:00:00 GMT", .seconds(17_897 * 86_400)),
        ] as [(String, Duration)]
    )
    func understood(value: String, wait: Duration) {
        #expect(RetryAfter.wait(value, from: Self.now) == wait)
    }

    @Test(
        "nothing that is understood",
        arguments: [
            "", " ", "-5", "+5", "5s", ".5", "5.", "1e3", "0x10", "٥", "1.2.3", "Tue, 10 Mar 2026 12:00:30 CET",
            "Tue, 10 Foo 2026 12:00:30 GMT", "Tue, 32 Mar 2026 12:00:30 GMT", "Sun, 29 Feb 2026 12:00:30 GMT",
            "Tue, 10 Mar 2026 24:00:00 GMT", "Tue, 10 Mar 2026 12:60:00 GMT", "Tue, 10 Mar 26 12:00:30 GMT",
            "Tue 10 Mar 2026 12:00:30 GMT", "Xyz, 10 Mar 2026 12:00:30 GMT", "Tue, 10-Mar-26 12:00:30 GMT",
            "Tue, 00 Mar 2026 12:00:30 GMT", "2026-03-10T12:00:30Z", "Tue, 10 Mar 2026 +1:00:30 GMT",
        ]
    )
    func refused(value: String) {
        #expect(RetryAfter.wait(value, from: Self.now) == nil)
    }

    @Test func `until a date that means nothing without another date`() {
        #expect(RetryAfter.wait("Tue, 10 Mar 2026 12:00:30 GMT", from: nil) == nil)
        #expect(RetryAfter.wait("30", from: nil) == .seconds(30))
    }

    /// The example of RFC 9110, 5.6.7, in its three forms; the number from `date -u +%s`.
    @Test(
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
        ]
    )
    func `until a date in three forms`(text: String) {
        #expect(HTTPDate(text, now: Self.now)?.secondsSince1970 == 784_111_777)
    }

    @Test(
        "until a date of any year",
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("Tue, 29 Feb 2000 23:59:60 GMT", 951_868_800), ("Mon, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ]
    )
    func years(text: String, seconds: Int) {
        #expect(HTTPDate(text)?.secondsSince1970 == seconds)
    }
}
