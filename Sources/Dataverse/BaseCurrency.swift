import JSONStream
import OData

/// The organisation's base currency, asked for until it is known.
actor BaseCurrency {
    private struct Organization: JSONReadable, Hashable {
        let currency: String?

        init(json: JSONValue) throws(JSONError) {
            currency = try json.optional("_basecurrencyid_value")
        }
    }

    private struct Currency: JSONReadable, Hashable {
        let code: String?

        init(json: JSONValue) throws(JSONError) {
            code = try json.optional("isocurrencycode")
        }
    }

    private let client: DataverseClient
    private var known: String?

    init(client: DataverseClient) {
        self.client = client
    }

    /// For example `EUR`; nil where the service does not say it.
    func code() async -> String? {
        if let known { return known }
        let organizations = try? await client.all(
            client.root.target(["organizations"], query: "$select=_basecurrencyid_value"),
            of: Organization.self
        )
        guard let id = organizations?.first?.currency else { return nil }
        let currency = try? await client.entity(
            client.root.target(["transactioncurrencies(\(id))"], query: "$select=isocurrencycode"),
            as: Currency.self
        )
        known = currency?.code
        return known
    }
}
