/// Why somebody is not signed in, although the identity provider answered.
package struct SignInRefusal: Error, Hashable, Sendable {
    /// The kind of refusal, for programs.
    package enum Cause: String, Hashable, Sendable, CaseIterable {
        /// The person, or a rule of the organisation, said no at the provider.
        case declined
        /// The provider does not accept the code, or not any more.
        case usedCode
        /// No token of the provider's: malformed, signed in another way, by nobody known, or changed.
        case badToken
        case wrongIssuer, wrongAudience, wrongTenant
        case expired, notYetValid
        /// It answers another request than the one that this browser made.
        case wrongNonce
        /// Somebody of another organisation.
        case guest
        /// The token does not have the application role that is asked for.
        case missingRole
        /// The token says nobody's name.
        case nameless
    }

    package let cause: Cause

    package init(_ cause: Cause) {
        self.cause = cause
    }
}
