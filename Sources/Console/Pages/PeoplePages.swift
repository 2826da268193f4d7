import Connector
import Engine
import HTTPTypes
import Interactions

extension Route {
    /// What is done for the people whom the data is about; an address stands in no link, so that no history keeps it.
    static let peoplePages: [Route] = [
        .page("/people", for: .administrator) { call in
            call.page(.people, title: call.words["page.people"], PeopleContent.nobody)
        },
        .form("/people/plan", for: .administrator, isPersonal: true) { call in
            let person = try call.person
            let held = PersonListing(try await call.engine.person(person, at: call.console.now()))
            let erasing = try await call.engine.plan(erasing: person)
            let leaving = try await call.engine.plan(optingOut: person, !held.hasOptedOut)
            let content = PeopleContent(call.form["address"] ?? "", held, erasing, leaving, call.words)
            return call.page(.people, title: call.words["page.people"], content)
        },
        .form("/people/opt-out", for: .administrator, isPersonal: true) { call in
            let isOut = try call.form.choice("out", of: Flag.self) != .off
            let confirmed = try call.form.number("mailboxes", in: 0...999_999_999)
            try await call.optOut(try call.person, isOut, confirmed: confirmed)
            return .redirect(to: "/people?done=\(isOut ? "opt-out" : "opt-in")")
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
            guard let text = form["address"], let person = Participant.Address(typed: text) else {
                throw Problem(.badRequest, "That is no address, and nothing that an export names somebody by.")
            }
            return person
        }
    }

    /// Removes a person for good, which was confirmed with the number of interactions that name the person.
    @discardableResult
    func erase(_ person: Participant.Address, confirmed: Int?) async throws -> (removed: Int, changed: Int) {
        let plan = try await engine.plan(erasing: person)
        // Who is a colleague is said together with the number.
        guard plan.interactions == confirmed ?? 0, let agreed = plan.confirmed([.removal, .colleague]) else {
            throw Problem(
                .conflict,
                "\(plan.interactions) interactions name this person. Confirm with exactly this number."
            )
        }
        let summary = try await engine.remove(agreed)
        await console.board.forget()
        return (summary.removed, summary.changed)
    }
}
