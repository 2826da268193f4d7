import Eligibility
import Engine
import HTTPTypes
import Interactions

extension Route {
    /// How things stand, and who may be read.
    static let statusAPI: [Route] = [
        .api(.get, "/status", for: .administrator) { call in
            try .json(StatusListing(try await call.engine.status(), under: call.engine.profile))
        },
        .api(.get, "/eligibility", for: .administrator, isPersonal: true) { call in
            let mailboxes = try call.query.all("user").map { text in
                guard let address = EmailAddress(text) else {
                    throw Problem(.badRequest, "'user' must be an SMTP address.")
                }
                return Mailbox(address: address)
            }
            var instant: Timestamp?
            if let at = call.query["at"] {
                instant = Timestamp(iso8601: at)
                guard instant != nil else {
                    throw Problem(.badRequest, "'at' must be an instant such as 2026-12-24T00:00:00Z.")
                }
            }
            let eligibility = try await call.console.board.eligibility()
            let run = try eligibility.dryRun(of: mailboxes.isEmpty ? nil : mailboxes, at: instant)
            return try .json(EligibilityListing(run))
        },
        .api(.get, "/roles", for: .administrator) { call in
            try .json(RoleListing(try await call.console.board.eligibility().roles()).rows)
        },
        .api(.get, "/me", for: .signedIn) { call in
            let viewer = try call.viewer
            return try .json(
                Me(
                    address: viewer.address.text,
                    isAdministrator: viewer.isAdministrator,
                    csrfToken: call.visitor.session?.formToken
                )
            )
        },
    ]
}

private struct Me: Encodable {
    let address: String
    let isAdministrator: Bool
    /// To be sent in `X-CSRF-Token` with each change, by who has a cookie.
    let csrfToken: String?
}
