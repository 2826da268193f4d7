extension EWSSource {
    /// What is read, and in what portions.
    package struct Configuration: Hashable, Sendable {
        package enum Archive: String, Hashable, Sendable, CaseIterable {
            /// If the mailbox has one.
            case include
            case leaveOut
        }

        package enum Subject: String, Hashable, Sendable, CaseIterable {
            case leaveOut
            case read
        }

        /// Left out with everything below them.
        ///
        /// Not scored, or not mail of people: drafts and unsent mail, junk, what Outlook could not synchronize, instant
        /// messages.
        package var excludedFolders: Set<DistinguishedFolder> = [
            .drafts, .outbox, .junkemail, .syncissues, .conversationhistory,
        ]
        package var archive = Archive.include
        package var subject = Subject.leaveOut
        /// Days before today from which on meetings are read.
        package var calendarDaysBack = 366
        /// Days after today up to which meetings are read.
        package var calendarDaysAhead = 366

        /// Days that one `CalendarView` spans at first; it shrinks where many meetings are.
        ///
        /// Two years is the server's limit.
        package var calendarSliceDays = 31
        /// `MaxEntriesReturned` of one view, 2 to 1,000.
        ///
        /// A view that returns as many is taken for cut off.
        package var calendarEntries = 1_000
        /// `MaxChangesReturned`, 1 to 512.
        package var changesPerPage = 512
        /// Items asked for at once in the beginning; Exchange works on one batch for at most a minute.
        package var firstBatch = 50
        package var largestBatch = 100
        /// Of one stream; an account may have some 27 requests under way, the mailbox's own clients included.
        package var concurrentBatches = 3
        /// Exchange names whose addresses are remembered.
        package var rememberedNames = 20_000

        package init() {}

        /// Everything that decides what a stream holds, and nothing that only decides how it is read.
        var fingerprint: String {
            let excluded = excludedFolders.sorted().map(\.rawValue).joined(separator: ",")
            return "ews-1 exclude=\(excluded) archive=\(archive.rawValue) subject=\(subject.rawValue) "
                + "days=-\(calendarDaysBack)+\(calendarDaysAhead)"
        }
    }
}
