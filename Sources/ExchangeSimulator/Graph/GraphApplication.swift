/// The app registration of the tenant: who may ask for a token with which secret.
package struct GraphApplication: Sendable {
    /// A GUID; the same for every run with the same tenant.
    package let clientID: String
    /// Another one in every run.
    package let clientSecret: String
    /// Nil if the secret is its only proof.
    package let keys: ApplicationKeys?

    init(tenant: TenantState, keys: ApplicationKeys?) {
        self.keys = keys
        clientID = ObjectID(of: "application of " + tenant.id).text
        clientSecret = Self.random(count: 30)
    }

    /// Random text in an alphabet for URLs.
    ///
    /// - Parameter count: Bytes of randomness; a multiple of three.
    static func random(count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return Base64.url(bytes)
    }
}
