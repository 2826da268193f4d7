import Settings
import Testing

@Suite struct `An address to listen at` {
    @Test(arguments: [
        ("127.0.0.1:8421", ListenAddress.network(host: "127.0.0.1", port: 8_421)),
        ("localhost:0", .network(host: "localhost", port: 0)),
        ("[::1]:8421", .network(host: "::1", port: 8_421)),
        ("unix:/run/rapport/http", .socket("/run/rapport/http")),
        ("unix:http.socket", .socket("http.socket")),
        ("/run/rapport/http", .socket("/run/rapport/http")),
    ])
    func `is read as it is meant`(text: String, address: ListenAddress) {
        #expect(ListenAddress(text) == address)
        #expect(ListenAddress(address.description) == address)
    }

    @Test(arguments: [
        "", "8421", ":8421", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:http", "::1:8421",
        "a b:1", "unix:", "http://127.0.0.1:8421", "host/path:1", "unix:/" + String(repeating: "x", count: 107),
        "unix:/run\u{0}/x", "häuser:1",
    ])
    func `is refused if it is none`(text: String) {
        #expect(ListenAddress(text) == nil)
    }
}

@Suite struct `A time span` {
    @Test(arguments: [("90s", 90), ("15m", 900), ("2h", 7_200), ("1d", 86_400), ("0s", 0)])
    func `is a number and a unit`(text: String, seconds: Int) {
        #expect(Duration(spelling: text) == .seconds(seconds))
        #expect(Duration(spelling: Duration.seconds(seconds).spelling) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "m", "15", "-1m", "1.5h", "15 m", "15min", "+15m", "99999999999999999999d", "9223372036854775807d", "4000d",
        "١m",
    ])
    func `is refused if it is none`(text: String) {
        #expect(Duration(spelling: text) == nil)
    }
}
