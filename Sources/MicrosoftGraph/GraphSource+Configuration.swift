extension GraphSource {
    /// What is read, and in what portions.
    package struct Configuration: Hashable, Sendable {
        /// What the application's permission allows to ask for.
        ///
        /// <https://learn.microsoft.com/graph/permissions-reference>
        package enum Permission: String, Hashable, Sendable, CaseIterable {
            /// `Mail.ReadBasic.All`. What is private and what is a report shows only in headers, which copies in Sent
            /// Items do not have.
            case readBasic
            /// `Mail.Read`: also the two properties of MAPI that say so in every copy.
            case read
        }

        package enum Subject: String, Hashable, Sendable, CaseIterable {
            case leaveOut
            case read
        }

        package enum Calendars: String, Hashable, Sendable, CaseIterable {
            /// `Calendars.ReadBasic.All` is enough.
            case read
            case leaveOut
        }

        /// Left out with everything below them.
        ///
        /// Not scored, or not mail of people: drafts and unsent mail, junk, what Outlook could not synchronize, instant
        /// messages.
        package var excludedFolders: Set<WellKnownFolder> = [
            .drafts, .outbox, .junkemail, .syncissues, .conversationhistory,
        ]
        package var permission = Permission.readBasic
        package var subject = Subject.leaveOut
        package var calendars = Calendars.read
        /// Days before today from which on meetings are read.
        package var calendarDaysBack = 366
        /// Days after today up to which meetings are read.
        package var calendarDaysAhead = 366

        /// Days after which a mail folder is read from its start again.
        package var fullReadingDays = 30

        /// Days that one view of a calendar spans at first; it shrinks where many meetings are.
        package var calendarSliceDays = 92
        /// Single items of a page asked for at a time.
        ///
        /// A mailbox takes four requests at once, its other readers included.
        package var concurrentItems = 3

        package init() {}

        /// Everything that decides what a stream holds: a link keeps giving what it was first asked for.
        var fingerprint: String {
            let excluded = excludedFolders.sorted().map(\.rawValue).joined(separator: ",")
            let mail = "exclude=\(excluded) select=\(MessageQuery(permission: permission, subject: subject).text)"
            switch calendars {
            case .leaveOut: return "graph-1 \(mail)"
            case .read:
                return "graph-1 \(mail) days=-\(calendarDaysBack)+\(calendarDaysAhead) "
                    + EventQuery(subject: subject).text
            }
        }
    }
}
