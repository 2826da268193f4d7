import ExchangeSimulator
import Testing

/// Expected values: CPython 3.11 `zoneinfo` over tzdata 2025b, with `fold=0` for times that a clock skips (they move
/// forward) and `fold=1` for times that it shows twice (the second one counts).
struct RecurrenceZoneTests {
    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T00:59:00Z"),
        ("Europe/Berlin", "2026-03-29T02:00", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30:00Z"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25T01:59", "2026-10-24T23:59:00Z"),
        ("Europe/Berlin", "2026-10-25T02:00", "2026-10-25T01:00:00Z"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T01:30:00Z"),
        ("Europe/Berlin", "2026-10-25T03:00", "2026-10-25T02:00:00Z"),
        ("America/New_York", "2026-03-08T01:59", "2026-03-08T06:59:00Z"),
        ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:30:00Z"),
        ("America/New_York", "2026-03-08T03:00", "2026-03-08T07:00:00Z"),
        ("America/New_York", "2026-11-01T00:59", "2026-11-01T04:59:00Z"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T06:30:00Z"),
        ("America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z"),
        ("Australia/Sydney", "2026-10-04T01:59", "2026-10-03T15:59:00Z"),
        ("Australia/Sydney", "2026-10-04T02:30", "2026-10-03T16:30:00Z"),
        ("Australia/Sydney", "2026-04-05T02:30", "2026-04-04T16:30:00Z"),
        ("Australia/Sydney", "2026-04-05T03:00", "2026-04-04T17:00:00Z"),
        ("Australia/Lord_Howe", "2026-10-04T01:59", "2026-10-03T15:29:00Z"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45:00Z"),
        ("Australia/Lord_Howe", "2026-10-04T02:30", "2026-10-03T15:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T01:29", "2026-04-04T14:29:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T15:15:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T02:00", "2026-04-04T15:30:00Z"),
        ("America/Sao_Paulo", "2018-11-03T23:59", "2018-11-04T02:59:00Z"),
        ("America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04T01:00", "2018-11-04T03:00:00Z"),
        ("America/Sao_Paulo", "2019-02-16T22:59", "2019-02-17T00:59:00Z"),
        ("America/Sao_Paulo", "2019-02-16T23:30", "2019-02-17T02:30:00Z"),
        ("America/Sao_Paulo", "2019-02-17T00:00", "2019-02-17T03:00:00Z"),
        ("America/Sao_Paulo", "2026-11-04T00:00", "2026-11-04T03:00:00Z"),
        ("Asia/Kathmandu", "2026-06-01T12:00", "2026-06-01T06:15:00Z"),
        ("Europe/Moscow", "2014-10-26T01:30", "2014-10-25T22:30:00Z"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T22:00:00Z"),
        ("Pacific/Apia", "2011-12-31T12:00", "2011-12-30T22:00:00Z"),
    ])
    func `A local time is one instant, also where the clock skips or repeats it`(
        zone: String,
        local: String,
        expected: String
    ) throws {
        let rules = try #require(ZoneRules(identifier: zone))
        let local = try seconds(local)
        let instant = rules.instant(of: CivilDay(number: local / 86_400), secondOfDay: local % 86_400)
        #expect(instant == (try seconds(expected)))
    }

    @Test func `Every hour of two years reads back as the local time it shows`() throws {
        for zone in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"] {
            let rules = try #require(ZoneRules(identifier: zone))
            var repeated = 0
            for instant in stride(from: try seconds("2026-01-01T00:00"), to: try seconds("2028-01-01T00:00"), by: 1_800)
            {
                let (day, second) = rules.local(at: instant)
                let back = rules.instant(of: day, secondOfDay: second)
                // The first reading of a repeated time comes back as the second.
                if back != instant { repeated += back - instant }
            }
            // Two autumns, half an hour's steps: an hour has two of them, Lord Howe's half hour one.
            #expect(repeated == ["Asia/Kathmandu": 0, "Australia/Lord_Howe": 2 * 1_800][zone, default: 2 * 2 * 3_600])
        }
    }

    @Test func `A zone that nobody knows is refused`() {
        #expect(ZoneRules(identifier: "Europe/Atlantis") == nil)
    }

    @Test(
        arguments: [
            ("Europe/Vienna", "W. Europe Standard Time"), ("Europe/Kyiv", "FLE Standard Time"),
            ("Europe/Kiev", "FLE Standard Time"), ("America/Sao_Paulo", "E. South America Standard Time"),
            ("Australia/Lord_Howe", "Lord Howe Standard Time"), ("Asia/Kolkata", "India Standard Time"),
            ("America/Tegucigalpa", "Central America Standard Time"), ("Etc/UTC", "UTC"), ("Europe/Atlantis", nil),
        ] as [(String, String?)]
    )
    func `An IANA zone has a Windows id`(iana: String, windows: String?) {
        #expect(WindowsZone.id(forIANA: iana) == windows)
    }

    @Test func `All 139 Windows zones lead to a zone with rules and back`() throws {
        #expect(WindowsZone.representatives.count == 139)
        #expect(Set(WindowsZone.representatives).count == 139)
        for iana in WindowsZone.representatives {
            #expect(ZoneRules(identifier: iana) != nil, "\(iana)")
            let id = try #require(WindowsZone.id(forIANA: iana))
            #expect(WindowsZone.iana(forID: id) == iana)
        }
        #expect(WindowsZone.iana(forID: "W. Europe Standard Time") == "Europe/Berlin")
        #expect(WindowsZone.iana(forID: "tzone://Microsoft/Custom") == nil)
    }
}
