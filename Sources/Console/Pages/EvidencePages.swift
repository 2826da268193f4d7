import Connector
import Engine
import HTTPTypes
import Interactions

extension Route {
    /// The decision log, and what is done for the people whom the data is about.
    static let evidencePages: [Route] = [
        .page("/log", for: .administrator, isPersonal: true) { call in
            let rows = LogListing(try call.engine.logRows()).rows
            let verification = try call.engine.verifyLog()
            let content = LogContent(
                isEmpty: verification == nil,
                verified: call.words.counted("log.verified", Int64(verification?.records ?? 0)),
                isUnfinished: verification?.hasUnfinishedRecord ?? false,
                rows: rows.reversed().prefix(500).map { LogContent.Row($0, call.words) }
            )
            return call.page(.log, title: call.words["page.log"], content)
        },
        .page("/people", for: .administrator) { call in
            return call.page(.people, title: call.words["page.people"], PeopleContent.nobody)
        },
        // The address stands in no link, so that no history keeps it.
        .form("/people/plan", for: .administrator, isPersonal: true) { call in
            let person = try call.person
            let plan = try await call.engine.plan(erasing: person)
            let words = call.words
            let content = PeopleContent(
                address: call.form["address"] ?? "",
                isAsked: true,
                interactions: plan.interactions,
                facts: [
                    FactRow(name: words["people.interactions"], value: String(plan.interactions)),
                    FactRow(name: words["people.rows"], value: String(plan.rows)),
                    FactRow(name: words["people.mailboxes"], value: String(plan.mailboxes)),
                ],
                isColleague: plan.isColleague
            )
            return call.page(.people, title: words["page.people"], content)
        },
        .form("/people/erase", for: .administrator, isPersonal: true) { call in
            let person = try call.person
            try await call.erase(person, confirmed: try call.form.number("interactions", in: 0...999_999_999))
            return .redirect(to: "/people?done=erase")
        },
    ]
}

extension Call {
    fileprivate var person: Participant.Address {
        get throws {
            guard let text = form["address"], let person = Participant.Address(text: text) else {
                throw Problem(.badRequest, "That is no address, and nothing that an export names somebody by.")
            }
            return person
        }
    }

    /// Removes a person for good, which was confirmed with the number of interactions that name the person.
    @discardableResult
    func erase(_ person: Participant.Address, confirmed: Int?) async throws -> (removed: Int, changed: Int) {
        let planned = try await engine.plan(erasing: person).interactions
        guard planned == confirmed ?? 0 else {
            throw Problem(.conflict, "\(planned) interactions name this person. Confirm with exactly this number.")
        }
        let summary = try await engine.erase(person)
        await console.board.forget()
        return (summary.removed, summary.changed)
    }
}

private struct LogContent {
    struct Row {
        let number: Int
        let at: String
        let kind: String
        let about: String
        let what: String

        init(_ row: LogListing.Row, _ words: Words) {
            number = row.number
            at = words.time(row.at)
            kind = words.text("log.kind.\(row.kind)") ?? row.kind
            about = row.about
            what = row.text
        }
    }

    let isEmpty: Bool
    let verified: String
    let isUnfinished: Bool
    let rows: [Row]
}

private struct PeopleContent {
    let address: String
    let isAsked: Bool
    let interactions: Int
    let facts: [FactRow]
    let isColleague: Bool

    static let nobody = PeopleContent(address: "", isAsked: false, interactions: 0, facts: [], isColleague: false)
}
