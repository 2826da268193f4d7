/// A colleague who can introduce somebody.
package struct Introducer: Hashable, Sendable {
    package enum Band: String, Hashable, Sendable, CaseIterable {
        case strong, good, weak
        /// One way only.
        case unknown
    }

    /// Number of the address that the colleague is shown by.
    package var person: UInt32
    package var isTwoWay: Bool
    /// 0 to 99.
    package var strength: Int
    package var emails: Int64
    package var meetings: Int64
    package var calls: Int64
    package var last: Score.Moment

    package var band: Band {
        guard isTwoWay else { return .unknown }
        return strength >= 60 ? .strong : strength >= 30 ? .good : .weak
    }
}
