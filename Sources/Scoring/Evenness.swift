/// How far contact is both sides', by how often each side was in contact in the year: whoever sends a newsletter is not
/// in touch with us because of one call; `Documentation/health.md`, "Both ways".
struct Evenness {
    private var ours: Int64 = 0
    private var theirs: Int64 = 0

    mutating func add(_ contact: Weighed) {
        if contact.isOurs { ours += 1 }
        if contact.isTheirs { theirs += 1 }
    }

    /// All of a value if the one side had at least half the square root of what the other had, and less the fewer.
    func part(of value: Int64) -> Int64 {
        let (fewer, more) = (min(ours, theirs), max(ours, theirs))
        return more > 0 ? value * min(4 * fewer * fewer, more) / more : 0
    }
}
