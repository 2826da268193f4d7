extension TenantFile {
    /// An appointment, a meeting or a series; the organizer and everybody who did not decline get a copy.
    struct Meeting: Sendable {
        let uid: String
        let subject: String
        let organizer: String
        /// None for an appointment.
        let attendees: [Strict<Attendee>]?
        let start: String
        /// For all-day events the day after the last.
        let end: String
        let timeZone: String
        let location: String?
        let recurrence: Strict<Recurrence>?
        let exceptions: [Strict<Exception>]?
        /// Local starts of occurrences that were taken out of every calendar.
        let deleted: [String]?
        /// Cancelled as a whole: gone from the organizer's calendar, marked in the others.
        let isCancelled: Bool?
        let sensitivity: String?
    }

    struct Attendee: Sendable {
        let address: String
        /// `optional` or `resource`; required if absent.
        let role: String?
        /// A value of `ResponseType`; `NoResponseReceived` if absent.
        let response: SimulatedEvent.Response?
    }

    struct Recurrence: Sendable {
        /// `daily`, `weekly`, `absoluteMonthly`, `relativeMonthly`, `absoluteYearly` or `relativeYearly`.
        let pattern: String
        /// 1 if absent; yearly patterns have none.
        let interval: Int?
        /// English names in small letters; `day`, `weekday` and `weekendDay` stand for several.
        let weekdays: [String]?
        /// Sunday if absent.
        let firstWeekday: String?
        let day: Int?
        let month: Int?
        /// `first` to `fourth`, or `last`.
        let ordinal: String?
        /// Occurrences in all, or else `until`, or else no end.
        let count: Int?
        /// The last day.
        let until: String?
    }

    /// What is different in one occurrence.
    struct Exception: Sendable {
        /// Where the rule puts it, in local time.
        let original: String
        let start: String?
        let end: String?
        let subject: String?
        let location: String?
        /// Gone from the organizer's calendar, marked as cancelled in the others.
        let isCancelled: Bool?
    }
}

extension TenantFile.Meeting: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case uid, subject, organizer, attendees, start, end, timeZone, location, recurrence, exceptions, deleted
        case isCancelled, sensitivity
    }
}

extension TenantFile.Attendee: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case address, role, response
    }
}

extension TenantFile.Recurrence: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case pattern, interval, weekdays, firstWeekday, day, month, ordinal, count, until
    }
}

extension TenantFile.Exception: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case original, start, end, subject, location, isCancelled
    }
}

extension SimulatedEvent.Response: Decodable {}
