package import Interactions

/// What scoring says of one record at one instant.
package struct Score: Hashable, Sendable {
    /// Counts and times of 365 days; `Documentation/kpis.md` defines each.
    package struct Totals: Hashable, Sendable {
        package var emailsSent: Int64 = 0
        package var emailsReceived: Int64 = 0
        package var repliesSent: Int64 = 0
        package var repliesReceived: Int64 = 0
        package var meetingsSent: Int64 = 0
        package var meetingsReceived: Int64 = 0
        package var callsMade: Int64 = 0
        package var callsReceived: Int64 = 0
        package var teamSeconds: Int64 = 0
        package var customerSeconds: Int64 = 0

        package var interactions: Int64 {
            emailsSent + emailsReceived + meetingsSent + meetingsReceived + callsMade + callsReceived
        }

        /// Of a hundred mails those that came from us, nil without mail.
        package var emailsSentPercent: Int64? {
            let emails = emailsSent + emailsReceived
            return emails > 0 ? emailsSent * 100 / emails : nil
        }
    }

    /// One interaction, as lists show it.
    package struct Moment: Hashable, Sendable {
        package var at: Int64
        /// The interaction's.
        package var key: Int64
        package var kind: Interaction.Kind
        package var direction: Interaction.Direction
    }

    /// First answers in conversations of 365 days.
    package struct Answers: Hashable, Sendable {
        /// Conversations that one side began.
        package var asked: Int64 = 0
        /// Those of them that the other side answered.
        package var answered: Int64 = 0
        /// Of all answers together.
        package var seconds: Int64 = 0

        /// Nil without an answer.
        package var averageSeconds: Int64? { answered > 0 ? seconds / answered : nil }

        /// Answered of a hundred, nil where nothing was asked.
        package var percent: Int64? { asked > 0 ? answered * 100 / asked : nil }
    }

    /// How often somebody was reached, or reached out.
    package struct Contact: Hashable, Sendable {
        package var person: UInt32
        package var emails: Int64 = 0
        package var meetings: Int64 = 0
        package var calls: Int64 = 0
        package var lastAt = Int64.min

        package var total: Int64 { emails + meetings + calls }
    }

    /// Of 365 days, who took part in what says anything.
    package struct Circle: Hashable, Sendable {
        /// Of those whom the record listens to.
        package var outside = 0
        package var inside = 0
    }

    /// Counts of seven days.
    package struct Week: Hashable, Sendable {
        package var emailsSent: Int64 = 0
        package var emailsReceived: Int64 = 0
        package var meetings: Int64 = 0
        package var calls: Int64 = 0

        package var total: Int64 { emailsSent + emailsReceived + meetings + calls }
    }

    /// How many weeks a timeline has; the last is cut off by its 60 days.
    package static let weekCount = 9

    package var totals = Totals()
    package var last: Moment?
    package var next: Moment?
    /// Whether a mailbox saw any of it.
    package var isInExchange = false
    package var byUs = Answers()
    package var byThem = Answers()
    /// At most three.
    package var mostContacted: [Contact] = []
    package var mostContactedBy: [Contact] = []
    package var circle = Circle()
    /// The week before the clock first.
    package var weeks = [Week](repeating: Week(), count: weekCount)
    /// Days between contacts, as this relationship has them.
    package var interval: Int64 = 0
    /// Of these, what words say: the gap between contacts itself, before it is bounded.
    package var usualGap: Int64 = 0
    /// Whether there was such a rhythm, and it is not only what the setting expects.
    package var isRhythmLearnt = false
    /// Whether there were too few gaps between contacts to tell a rhythm.
    package var isRare = true
    /// What was built up, 0 to 99; 0 where only one side was ever in contact.
    package var strength = 0
    package var attention = Attention()
    package var health = Health(state: .noActivities, trend: .notEnough, terms: Health.Terms())
}
