import Eligibility
import Engine
import HTTPTypes
import Interactions
import Scoring
import Settings

/// What an assistant may ask: it reads, as far as the user whom it works for may see.
struct MCPTools: Sendable {
    private static let most = 50

    let engine: Engine
    let board: RelationshipBoard
    let log: AccessLog
    let address: EmailAddress
    let now: @Sendable () -> Timestamp

    static let list: [MCPToolList.Tool] = [
        tool(
            "attention",
            "The user's relationships that need somebody to look at them, the most urgent first, each with its reason.",
            ["limit": ("integer", "At most so many; 10 without it.")],
            required: []
        ),
        tool(
            "relationship",
            "One relationship: health with what it comes from, trend, strength, numbers, last and next contact.",
            ["record": ("string", "A reference such as contact/GUID, an address, or a name of the CRM.")],
            required: ["record"]
        ),
        tool(
            "last_contact",
            "When the last contact was, by whom of us, with whom, and through which kind of item.",
            ["record": ("string", "A reference such as contact/GUID, an address, or a name of the CRM.")],
            required: ["record"]
        ),
        tool(
            "who_knows",
            "Colleagues who can introduce a contact, a lead, an address or somebody at a mail domain.",
            ["target": ("string", "A reference, an address, a name, or a mail domain.")],
            required: ["target"]
        ),
        tool(
            "why",
            "Why a user's Exchange data is used or not: every reason, and what to do about it.",
            ["address": ("string", "The user's address; somebody else's for administrators alone.")],
            required: ["address"]
        ),
    ]

    private static func tool(
        _ name: String,
        _ description: String,
        _ properties: [String: (type: String, description: String)],
        required: [String]
    ) -> MCPToolList.Tool {
        MCPToolList.Tool(
            name: name,
            description: description,
            inputSchema: .init(
                properties: properties.mapValues { .init(type: $0.type, description: $0.description) },
                required: required
            )
        )
    }

    /// Refusals are results too, so that the assistant can tell its user.
    func call(_ name: String, _ arguments: MCPRequest.Arguments?) async -> MCPToolResult {
        do {
            guard let viewer = try await board.eligibility().viewer(address) else {
                throw Problem(.forbidden, "Only an enabled user of the directory may ask.")
            }
            // What cannot be written down is not shown.
            let about = arguments?.record ?? arguments?.target ?? arguments?.address
            try log.record(viewer.address, route: "mcp/\(name)", about: about, at: now())
            return MCPToolResult(try await answer(name, arguments, viewer))
        } catch {
            return MCPToolResult(Problem(error).detail, isError: true)
        }
    }

    private func answer(_ name: String, _ arguments: MCPRequest.Arguments?, _ viewer: Viewer) async throws -> String {
        switch name {
        case "attention":
            return try AnswerText.json(try await attention(limit: arguments?.limit, viewer))
        case "relationship":
            let (relationships, position) = try await record(arguments?.record, viewer)
            return try AnswerText.json(
                try await RelationshipListing(position, of: relationships, isExplained: true)
            )
        case "last_contact":
            let (relationships, position) = try await record(arguments?.record, viewer)
            let row = try await ScoreListing([position], of: relationships).rows[0]
            return try AnswerText.json(LastContactAnswer(record: row.record, last: row.last, basis: row.basis))
        case "who_knows":
            let relationships = try await board.relationships(for: .whoKnowsWhom)
            let text = try given(arguments?.target, "target")
            let target = try await IntroductionTarget(text, relationships, engine.settings.introductions)
            return try AnswerText.json(try await IntroductionListing(target, of: relationships, isExplained: false))
        default: return try await why(try given(arguments?.address, "address"), viewer)
        }
    }

    /// With the basis beside, so that also an empty list says what it stands on.
    private struct AttentionAnswer: Encodable {
        let relationships: [ScoreListing.Row]
        let basis: String
    }

    private struct LastContactAnswer: Encodable {
        let record: String
        let last: ScoreListing.Last?
        let basis: String
    }

    private func attention(limit: Int?, _ viewer: Viewer) async throws -> AttentionAnswer {
        let relationships = try await board.relationships(for: .relationshipAnalytics)
        var query = RelationshipQuery()
        query.isUrgent = true
        query.limit = min(max(limit ?? 10, 1), Self.most)
        query.sight = try await board.sight(of: viewer, in: relationships)
        let rows = try await ScoreListing(try relationships.find(query), of: relationships).rows
        return AttentionAnswer(relationships: rows, basis: relationships.basis)
    }

    private func why(_ text: String, _ viewer: Viewer) async throws -> String {
        guard let asked = EmailAddress(text) else { throw Problem(.badRequest, "That is no SMTP address.") }
        let eligibility = try await board.eligibility()
        guard viewer.isAdministrator || eligibility.viewer(asked)?.address == viewer.address else {
            throw Problem(.forbidden, "Only an administrator may ask that of somebody else.")
        }
        return try AnswerText.json(EligibilityListing(try eligibility.dryRun(of: [Mailbox(address: asked)])))
    }

    /// By reference, also to be told that it is somebody else's; by address or name among the viewer's own.
    private func record(_ text: String?, _ viewer: Viewer) async throws -> (Relationships, Int) {
        let relationships = try await board.relationships(for: .relationshipAnalytics)
        let sight = try await board.sight(of: viewer, in: relationships)
        let text = try given(text, "record")
        guard let named = CRMReference(text: text).flatMap({ relationships.index.position(of: $0) }) else {
            return (relationships, try relationships.record(text, for: sight))
        }
        guard sight.includes(relationships.index.records[named]) else {
            throw Problem(.forbidden, "The record belongs to somebody else in the CRM.", code: "notYours")
        }
        return (relationships, named)
    }

    private func given(_ text: String?, _ name: String) throws(Problem) -> String {
        guard let text, !text.isEmpty else { throw Problem(.badRequest, "'\(name)' must be given.") }
        return text
    }
}
