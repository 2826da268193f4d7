import Engine
import HTTPTypes
import Interactions

extension Route {
    /// What is held about somebody, and leaving somebody out; the address stands in no path, so that no log keeps it.
    static let personAPI: [Route] = [
        .api(.post, "/persons", for: .administrator, isPersonal: true) { call in
            let person = try call.json(PersonRequest.self).person
            return try .json(PersonListing(try await call.engine.person(person, at: call.console.now())))
        },
        .api(.post, "/opt-outs/plan", for: .administrator, isPersonal: true) { call in
            let body = try call.json(PersonRequest.self)
            return try .json(OptedOut(try await call.engine.plan(optingOut: try body.person, body.isOut ?? true)))
        },
        .api(.post, "/opt-outs", for: .administrator, isPersonal: true) { call in
            let body = try call.json(PersonRequest.self)
            return try .json(
                OptedOut(try await call.optOut(try body.person, body.isOut ?? true, confirmed: body.mailboxes))
            )
        },
    ]
}

extension Call {
    /// Leaves somebody out, or takes it back, which was confirmed with the number of mailboxes that are read no more.
    ///
    /// - Throws: `Problem` if the number is another one by now; what `Engine.optOut` throws.
    @discardableResult
    func optOut(
        _ person: Participant.Address,
        _ isOut: Bool,
        confirmed: Int?
    ) async throws -> Engine.OptOutOutcome {
        let plan = try await engine.plan(optingOut: person, isOut)
        guard plan.mailboxes == confirmed ?? 0 else {
            throw Problem(
                .conflict,
                "\(plan.mailboxes) mailboxes of this person's are read no more. Confirm with exactly this number."
            )
        }
        let outcome = try await engine.optOut(person, isOut)
        await console.board.forget()
        return outcome
    }
}

extension Participant.Address {
    /// Whom the member `address` of a request's body names, in any spelling.
    init(ofRequest text: String) throws(Problem) {
        guard let person = Self(typed: text) else {
            throw Problem(.notFound, "'address' is no address, and nothing that an export names somebody by.")
        }
        self = person
    }
}

private struct PersonRequest: Decodable {
    let address: String
    /// False to take it back.
    let isOut: Bool?
    /// How many of the person's mailboxes are read no more, as the plan said.
    let mailboxes: Int?

    var person: Participant.Address {
        get throws(Problem) {
            try Confirmed.check(mailboxes, "mailboxes")
            return try Participant.Address(ofRequest: address)
        }
    }
}

private struct OptedOut: Encodable {
    let names: Int
    let mailboxes: Int
    let isAlreadySo: Bool

    init(_ outcome: Engine.OptOutOutcome) {
        (names, mailboxes, isAlreadySo) = (outcome.addresses, outcome.mailboxes, outcome.isAlreadySo)
    }
}
