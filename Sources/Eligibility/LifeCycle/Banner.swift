package import Interactions

/// The notice that stays until the consent is given: how much time is left, and what happens then.
package struct Banner: Hashable, Sendable, CustomStringConvertible {
    package enum Notice: Hashable, Sendable {
        case pending(until: Timestamp)
        case switchedOff(at: Timestamp)
    }

    package let notice: Notice
    /// Whole days and hours that are left, rounded down; zero when nothing is.
    package let daysLeft: Int
    package let hoursLeft: Int

    init(_ notice: Notice, at now: Timestamp) {
        self.notice = notice
        var hours = 0
        if case .pending(let end) = notice {
            hours = Int(end.duration(since: now) / .seconds(3_600))
        }
        daysLeft = hours / 24
        hoursLeft = hours % 24
    }

    package var description: String {
        switch notice {
        case .pending(let end):
            """
            Waiting for the Microsoft 365 administrator's consent: \(daysLeft) days and \(hoursLeft) hours left. \
            Without it, who knows whom and the Exchange integration switch off on \(end.iso8601); \
            insights from CRM data go on. Record the consent with 'rapport consent grant'.
            """
        case .switchedOff(let then):
            """
            Who knows whom and the Exchange integration switched off on \(then.iso8601), because the consent was \
            missing. Record it with 'rapport consent grant', then run 'rapport enable'.
            """
        }
    }
}
