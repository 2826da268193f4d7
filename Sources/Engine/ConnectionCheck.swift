package import Connector
package import Interactions

/// How far the way to the services goes: one step after the other, and then every mailbox.
package struct ConnectionCheck: Sendable {
    /// What is known before any mailbox is asked.
    package enum Step: Hashable, Sendable {
        case eligibility(admitted: Int, of: Int)
        /// A token was got; the permissions in it, nil if it does not say.
        case token(permissions: [String]?)
        /// It is known where the service answers.
        case endpoint
    }

    /// What one mailbox, or the CRM, answers.
    package struct Answer: Sendable {
        package let owner: StreamOwner
        package var mailFolders = 0
        package var calendars = 0
        /// Nil if everything is fine.
        package var error: SourceError?
    }

    package private(set) var answers: [Answer] = []

    package var failures: [SourceError] { answers.compactMap(\.error) }

    /// Asks the source for the folders of one mailbox.
    mutating func ask(_ mailbox: Mailbox, of source: any Source) async throws {
        var answer = Answer(owner: .mailbox(mailbox))
        do {
            let streams = try await source.streams(of: .mailbox(mailbox))
            answer.mailFolders = streams.count { $0.kind == .mail }
            answer.calendars = streams.count { $0.kind == .calendar }
        } catch let error as SourceError {
            answer.error = error
        }
        answers.append(answer)
    }

    /// Asks the CRM for one page of every table.
    mutating func askCRM(_ source: any Source) async throws {
        var answer = Answer(owner: .crm)
        do {
            for stream in try await source.streams(of: .crm) { _ = try await source.changes(in: stream, after: nil) }
        } catch let error as SourceError {
            answer.error = error
        }
        answers.append(answer)
    }
}
