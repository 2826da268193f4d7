import Engine
import HTTPTypes
import Interactions

extension Route {
    /// The life cycle: a change that removes something is confirmed with the number that its plan said.
    static let changeAPI: [Route] = [
        .api(.post, "/changes/plan", for: .administrator) { call in
            let body = try call.json(ChangeRequest.self)
            let plan = try await call.engine.plan(try body.kind.kind(roles: body.roles ?? []))
            return try .json(Plan(mailboxes: plan.mailboxes))
        },
        .api(.post, "/changes", for: .administrator) { call in
            let body = try call.json(ChangeRequest.self)
            let kind = try body.kind.kind(roles: body.roles ?? [])
            let outcome = try await call.record(kind, confirmed: body.mailboxes)
            return try .json(LifeCycleListing(outcome.state, under: call.engine.profile))
        },
        .api(.post, "/erasures/plan", for: .administrator, isPersonal: true) { call in
            let plan = try await call.engine.plan(erasing: try call.json(ErasureRequest.self).person)
            return try .json(
                ErasurePlan(
                    interactions: plan.interactions,
                    rows: plan.rows,
                    mailboxes: plan.mailboxes,
                    isColleague: plan.isColleague
                )
            )
        },
        .api(.post, "/erasures", for: .administrator, isPersonal: true) { call in
            let body = try call.json(ErasureRequest.self)
            let summary = try await call.erase(try body.person, confirmed: body.interactions)
            return try .json(Erased(removed: summary.removed, changed: summary.changed))
        },
    ]
}

private struct ChangeRequest: Decodable {
    let change: String
    let roles: [String]?
    /// How many mailboxes lose what they contributed, as the plan said.
    let mailboxes: Int?

    var kind: LifeCycleChange {
        get throws(Problem) {
            try Confirmed.check(mailboxes, "mailboxes")
            guard let kind = LifeCycleChange(rawValue: change) else {
                let names = LifeCycleChange.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(.badRequest, "'change' must be one of: \(names).")
            }
            return kind
        }
    }
}

/// A number that confirms what is removed.
enum Confirmed {
    static func check(_ number: Int?, _ name: String) throws(Problem) {
        guard (0...999_999_999).contains(number ?? 0) else {
            throw Problem(.badRequest, "'\(name)' must be a whole number from 0 to 999999999.")
        }
    }
}

private struct Plan: Encodable {
    let mailboxes: Int
}

private struct ErasureRequest: Decodable {
    let address: String
    /// How many interactions name the person, as the plan said.
    let interactions: Int?

    var person: Participant.Address {
        get throws(Problem) {
            try Confirmed.check(interactions, "interactions")
            return try Participant.Address(ofRequest: address)
        }
    }
}

private struct ErasurePlan: Encodable {
    let interactions: Int
    let rows: Int
    let mailboxes: Int
    let isColleague: Bool
}

private struct Erased: Encodable {
    let removed: Int
    let changed: Int
}
