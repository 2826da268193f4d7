/// The app registration of the tenant: who may ask for a token with which secret.
package struct GraphApplication: Hashable, Sendable {
    /// A GUID; the same for every run with the same tenant.
    package let clientID: String
    /// Another one in every run.
    package let clientSecret: String

    init(tenant: TenantState) {
        clientID = ObjectID(of: "application of " + tenant.id).text
        clientSecret = Self.random(count: 30)
    }

    /// Random text in an alphabet for URLs.
    ///
    /// - Parameter count: Bytes of randomness; a multiple of three.
    static func random(count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return String(decoding: Base64.encode(bytes), as: UTF8.self).replacing("+", with: "-").replacing("/", with: "_")
    }
}
