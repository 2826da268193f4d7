import OData

/// The organisation's base currency, asked for until it is known.
actor BaseCurrency {
    private struct Organization: Decodable, Hashable, Sendable {
        let _basecurrencyid_value: String?
    }

    private struct Currency: Decodable, Hashable, Sendable {
        let isocurrencycode: String?
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
        guard let id = organizations?.first?._basecurrencyid_value else { return nil }
        let currency = try? await client.entity(
            client.root.target(["transactioncurrencies(\(id))"], query: "$select=isocurrencycode"),
            as: Currency.self
        )
        known = currency?.isocurrencycode
        return known
    }
}
