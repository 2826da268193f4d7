import HTTPTransport

/// The jars of one credential by name; the one not used for longest makes room for a new one.
struct CookieJars {
    private struct Shelf {
        let jar: CookieJar
        var lastUse: UInt64
    }

    private var shelves: [String: Shelf] = [:]
    private var uses: UInt64 = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    mutating func jar(named name: String) throws(HTTPError) -> CookieJar {
        uses += 1
        if let shelf = shelves[name] {
            shelves[name]?.lastUse = uses
            return shelf.jar
        }
        if shelves.count >= limit { removeOldest() }
        let jar = try CookieJar()
        shelves[name] = Shelf(jar: jar, lastUse: uses)
        return jar
    }

    private mutating func removeOldest() {
        if let oldest = shelves.min(by: { $0.value.lastUse < $1.value.lastUse }) { shelves[oldest.key] = nil }
    }
}
