import FoundationEssentials
import HTTPTypes

/// What the query of a question to the API may have, as the OpenAPI document says.
struct QueryParameters: Sendable {
    /// By method and path, for each name whether it may come more than once.
    private let known: [String: [String: Bool]]

    /// - Parameter document: OpenAPI 3.1 in JSON, with paths as they follow `/api/v1`.
    /// - Throws: `DecodingError`.
    init(_ document: [UInt8]) throws {
        var known: [String: [String: Bool]] = [:]
        for (path, operations) in try JSONDecoder().decode(Document.self, from: Data(document)).paths {
            for (method, operation) in operations {
                let inQuery = (operation.parameters ?? []).filter { $0.in == "query" }
                known["\(method.uppercased()) /api/v1\(path)"] =
                    Dictionary(inQuery.map { ($0.name, $0.schema.type == "array") }) { first, _ in first }
            }
        }
        self.known = known
    }

    /// Refuses what a program meant as a filter, and what would be none: it would take the whole list for what it asked
    /// for.
    func check(_ query: FormFields, of route: Route) throws(Problem) {
        guard !query.hasEmpty else {
            throw Problem(.badRequest, "A parameter of the query has no value. Leave it out instead.")
        }
        // Assistants speak a protocol of their own.
        guard let known = known["\(route.method.rawValue) \(route.path)"] else { return }
        for name in query.names {
            guard let isList = known[name] else {
                let others =
                    known.isEmpty ? "There is none here." : "There are: \(known.keys.sorted().joined(separator: ", "))."
                throw Problem(.badRequest, "'\(name)' is no parameter. \(others)")
            }
            guard isList || query.all(name).count == 1 else {
                throw Problem(.badRequest, "'\(name)' may be given once.")
            }
        }
    }
}

private struct Document: Decodable {
    struct Operation: Decodable {
        let parameters: [Parameter]?
    }

    struct Parameter: Decodable {
        struct Schema: Decodable {
            let type: String?
        }

        let name: String
        let `in`: String
        let schema: Schema
    }

    let paths: [String: [String: Operation]]
}
