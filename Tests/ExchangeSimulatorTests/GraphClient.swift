import ExchangeSimulator
import FoundationEssentials
import HTTPTypes
import Testing

/// Asks a simulated server as an application with a token does, and reads its JSON.
struct GraphClient: Sendable {
    let exchange: Exchange
    var token = ""
    /// The value of `Prefer`.
    var preference: String?

    /// A client that has a token.
    static func start(_ exchange: Exchange, preferring preference: String? = nil) async throws -> GraphClient {
        var client = GraphClient(exchange: exchange, preference: preference)
        let answer = await client.requestToken()
        client.token = try answer.json(TokenAnswer.self).access_token
        return client
    }

    struct TokenAnswer: Decodable {
        let token_type: String
        let expires_in: Int
        let access_token: String
    }

    struct TokenProblem: Decodable {
        let error: String
        let error_description: String
        let error_codes: [Int]
    }

    struct Problem: Decodable {
        struct Content: Decodable {
            let code: String
        }

        let error: Content
    }

    /// An answer with one entity or a page of them.
    struct Page: Decodable {
        let value: [Entity]
        let nextLink: String?
        let deltaLink: String?

        private enum CodingKeys: String, CodingKey {
            case value
            case nextLink = "@odata.nextLink"
            case deltaLink = "@odata.deltaLink"
        }
    }

    struct Entity: Decodable {
        struct Recipient: Decodable {
            struct Address: Decodable {
                let name: String?
                let address: String?
            }

            let emailAddress: Address
        }

        struct Removal: Decodable {
            let reason: String
        }

        struct Header: Decodable {
            let name: String
            let value: String
        }

        struct Extended: Decodable, Equatable {
            let id: String
            let value: String
        }

        struct Moment: Decodable, Equatable {
            let dateTime: String
            let timeZone: String
        }

        struct Attendee: Decodable {
            struct Status: Decodable {
                let response: String
                let time: String
            }

            let type: String
            let status: Status
            let emailAddress: Recipient.Address
        }

        let id: String
        let removed: Removal?
        let type: String?
        /// `type` of an event.
        let kind: String?
        let seriesMasterId: String?
        let iCalUId: String?
        let originalStart: String?
        let start: Moment?
        let end: Moment?
        let isAllDay: Bool?
        let isCancelled: Bool?
        let isOrganizer: Bool?
        let sensitivity: String?
        let attendees: [Attendee]?
        let organizer: Recipient?
        let bodyPreview: String?
        let name: String?
        let isDefaultCalendar: Bool?
        let owner: Recipient.Address?
        let subject: String?
        let isRead: Bool?
        let displayName: String?
        let parentFolderId: String?
        let meetingMessageType: String?
        let userPrincipalName: String?
        let from: Recipient?
        let bccRecipients: [Recipient]?
        let internetMessageHeaders: [Header]?
        let singleValueExtendedProperties: [Extended]?

        private enum CodingKeys: String, CodingKey {
            case id, subject, isRead, displayName, parentFolderId, meetingMessageType, userPrincipalName, from
            case bccRecipients, internetMessageHeaders, singleValueExtendedProperties
            case seriesMasterId, iCalUId, originalStart, start, end, isAllDay, isCancelled, isOrganizer, sensitivity
            case attendees, organizer, bodyPreview, name, isDefaultCalendar, owner
            case kind = "type"
            case removed = "@removed"
            case type = "@odata.type"
        }
    }

    /// Posts a form to the token endpoint; what `changes` says in place of the right values, nil for nothing.
    func requestToken(_ changes: [String: String?] = [:], tenant: String? = nil) async -> Answer {
        let application = exchange.simulator.application
        var form: [String: String?] = [
            "grant_type": "client_credentials",
            "client_id": application.clientID,
            "client_secret": application.clientSecret,
            "scope": "https%3A%2F%2Fgraph.microsoft.com%2F.default",
        ]
        form.merge(changes) { $1 }
        let body = form.compactMap { name, value in value.map { "\(name)=\($0)" } }.joined(separator: "&")
        let request = ReceivedRequest(
            method: .post,
            authority: "127.0.0.1",
            path: "/\(tenant ?? exchange.tenant.snapshot.id)/oauth2/v2.0/token",
            headers: [.contentType: "application/x-www-form-urlencoded"],
            body: Array(body.utf8)
        )
        return Answer(await exchange.simulator.answer(request))
    }

    /// Asks for a path with its query, or for the whole URL of a link.
    func get(_ target: String, method: HTTPRequest.Method = .get) async -> Answer {
        let root = "http://127.0.0.1"
        let target = target.hasPrefix(root) ? target.dropFirst(root.count) : target[...]
        let halves = target.split(separator: "?", maxSplits: 1)
        var headers: HTTPFields = [:]
        if !token.isEmpty { headers[.authorization] = "Bearer \(token)" }
        if let preference, let name = HTTPField.Name("Prefer") { headers[name] = preference }
        let request = ReceivedRequest(
            method: method,
            authority: "127.0.0.1",
            path: String(halves[0]),
            query: halves.count > 1 ? String(halves[1]) : "",
            headers: headers
        )
        return Answer(await exchange.simulator.answer(request))
    }

    /// A page below Ann's mailbox, which has to come.
    func page(_ target: String) async throws -> Page {
        let answer = await get(target.hasPrefix("http") ? target : "/v1.0/users/\(Exchange.ann)/\(target)")
        try #require(answer.status == 200, "\(answer.text)")
        return try answer.json(Page.self)
    }

    /// All pages of a round with their entities and the link for the next round.
    func round(_ target: String) async throws -> (entities: [Entity], deltaLink: String) {
        var entities: [Entity] = []
        var link = target
        while true {
            let page = try await page(link)
            entities += page.value
            try #require((page.nextLink == nil) != (page.deltaLink == nil), "a page needs one link")
            if let deltaLink = page.deltaLink { return (entities, deltaLink) }
            link = try #require(page.nextLink)
        }
    }
}

extension Answer {
    func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(raw.body))
    }

    /// The code of a Graph error.
    var problem: String? { try? json(GraphClient.Problem.self).error.code }
}
