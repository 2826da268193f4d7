import Eligibility
import Engine
import Interactions
import Scoring
import Settings

/// What an assistant may ask: it reads, as far as the user whom it works for may see.
struct MCPTools {
    private static let most = 50

    let engine: Engine
    let board: RelationshipBoard
    let address: EmailAddress

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
            return MCPToolResult(try await answer(name, arguments))
        } catch {
            let failure = CommandFailure(error)
            return MCPToolResult(failure?.message ?? "Something failed here.", isError: true)
        }
    }

    private func answer(_ name: String, _ arguments: MCPRequest.Arguments?) async throws -> String {
        switch name {
        case "attention":
            let (relationships, sight) = try await sight(for: .relationshipAnalytics)
            var query = RelationshipQuery()
            query.isUrgent = true
            let found = sight.filter(try relationships.find(query), in: relationships.index)
            let limit = min(max(arguments?.limit ?? 10, 1), Self.most)
            return try AnswerText.json(try await ScoreListing(Array(found.prefix(limit)), of: relationships).rows)
        case "relationship":
            let (relationships, position) = try await record(arguments?.record)
            return try AnswerText.json(
                try await RelationshipListing(position, of: relationships, isExplained: true)
            )
        case "last_contact":
            let (relationships, position) = try await record(arguments?.record)
            let row = try await ScoreListing([position], of: relationships).rows[0]
            return try AnswerText.json(LastContactAnswer(record: row.record, last: row.last, basis: row.basis))
        case "who_knows":
            let (relationships, _) = try await sight(for: .whoKnowsWhom)
            let text = try given(arguments?.target, "target")
            let target = try await IntroductionTarget(text, relationships, engine.settings.introductions)
            return try AnswerText.json(try await IntroductionListing(target, of: relationships, isExplained: false))
        case "why": return try await why(try given(arguments?.address, "address"))
        default: throw CommandFailure(.usage, "There is no tool of this name.")
        }
    }

    private struct LastContactAnswer: Encodable {
        let record: String
        let last: ScoreListing.Last?
        let basis: String
    }

    private func why(_ text: String) async throws -> String {
        guard let asked = EmailAddress(text) else { throw CommandFailure(.usage, "That is no SMTP address.") }
        let eligibility = try await board.eligibility()
        guard let viewer = eligibility.viewer(address) else { throw Self.noUser }
        guard viewer.isAdministrator || eligibility.viewer(asked)?.address == viewer.address else {
            throw CommandFailure(.notPermitted, "Only an administrator may ask that of somebody else.")
        }
        return try AnswerText.json(EligibilityListing(try eligibility.dryRun(of: [Mailbox(address: asked)])))
    }

    private func sight(for feature: Feature) async throws -> (Relationships, Sight) {
        guard let viewer = try await board.eligibility().viewer(address) else { throw Self.noUser }
        let relationships = try await board.relationships(for: feature)
        return (relationships, try await Sight(viewer, relationships))
    }

    private func record(_ text: String?) async throws -> (Relationships, Int) {
        let (relationships, sight) = try await sight(for: .relationshipAnalytics)
        let position = try relationships.record(try given(text, "record"))
        guard sight.includes(relationships.index.records[position]) else {
            throw CommandFailure(.notPermitted, "The record belongs to somebody else in the CRM.")
        }
        return (relationships, position)
    }

    private func given(_ text: String?, _ name: String) throws -> String {
        guard let text, !text.isEmpty else { throw CommandFailure(.usage, "'\(name)' must be given.") }
        return text
    }

    private static var noUser: CommandFailure {
        CommandFailure(.notPermitted, "Only an enabled user of the directory may ask.")
    }
}
