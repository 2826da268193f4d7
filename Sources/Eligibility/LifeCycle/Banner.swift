package import Interactions

/// The notice that stays until the consent is given: how much time is left, and what happens then.
package struct Banner: Hashable, Sendable, CustomStringConvertible {
    /// What is to be told.
    package enum Notice: Hashable, Sendable {
        /// The consent is missing, and there is time left.
        case pending(until: Timestamp)
        /// The consent is missing, and the time has run out.
        case switchedOff(at: Timestamp)
        /// The consent came too late, so that somebody has to enable again.
        case enableAgain(since: Timestamp)
    }

    package let notice: Notice
    /// The whole days that are left, rounded down; zero when none is.
    package let daysLeft: Int
    /// The whole hours that are left beside the days, rounded down.
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

    /// The notice in words for an installation under Microsoft's rules.
    package var description: String { text(under: .dynamics365) }

    /// The notice in words, with the name of whose consent is meant.
    ///
    /// - Parameter time: how an instant is written.
    package func text(
        under profile: EligibilityProfile,
        time: (Timestamp) -> String = { $0.iso8601 }
    ) -> String {
        let consent =
            switch profile {
            case .dynamics365: "the Microsoft 365 administrator's consent"
            case .ownServer: "the organisation's own consent"
            }
        switch notice {
        case .pending(let end):
            return """
                Waiting for \(consent): \(daysLeft) days and \(hoursLeft) hours left. \
                Without it, who knows whom and the Exchange integration switch off on \(time(end)); \
                insights from CRM data go on. Record the consent with 'rapport consent grant'.
                """
        case .switchedOff(let then):
            return """
                Who knows whom and the Exchange integration switched off on \(time(then)), because the consent was \
                missing. Record it with 'rapport consent grant', then run 'rapport enable'.
                """
        case .enableAgain(let then):
            return """
                Who knows whom and the Exchange integration switched off on \(time(then)), because the consent was \
                missing. It has come since and switches nothing on: a System Administrator does, with 'rapport enable'.
                """
        }
    }
}
