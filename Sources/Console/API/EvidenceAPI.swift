import Engine
import HTTPTypes

extension Route {
    /// The decision log.
    static let evidenceAPI: [Route] = [
        .api(.get, "/log", for: .administrator, isPersonal: true) { call in
            let page = try Page(call.query)
            let rows = LogListing(try call.engine.logRows()).rows
            let (piece, cursor) = try page.slice(rows) { String($0.number) }
            return try .json(piece).linked(to: cursor, of: call)
        },
        .api(.get, "/log/verification", for: .administrator) { call in
            try .json(VerificationListing(try call.engine.verifyLog()))
        },
    ]
}
