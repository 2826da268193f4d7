import Interactions

/// `clock`: that the machine's time was not believed, or that it counts again.
struct ClockEntry: Codable {
    static let kind = "clock"

    enum Name: String, Codable {
        /// What follows bears the time of the newest record, because nobody agreed with the machine's.
        case doubted
        /// An administrator says that the machine's time is right, whatever was recorded before.
        case corrected
    }

    let event: Name
    /// Keyed hash of who is responsible; nil where nobody is.
    let actor: String?
    /// What the machine's clock said.
    let machine: String

    static func doubted(_ machine: Timestamp) -> ClockEntry {
        ClockEntry(event: .doubted, actor: nil, machine: machine.iso8601)
    }

    static func corrected(_ machine: Timestamp, by actor: String) -> ClockEntry {
        ClockEntry(event: .corrected, actor: actor, machine: machine.iso8601)
    }
}
