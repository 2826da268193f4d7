import AccessTokens

/// Why somebody who came back from the identity provider is not signed in.
package struct SignInError: Error, Hashable, Sendable {
    /// For programs, as pages and answers have it.
    package let code: String
    /// For people: free of names and tokens.
    package let message: String

    private init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The answer is to no question that this browser asked here, to one that was answered, or to one too long ago.
    static let unknownState = SignInError(
        "signInUnknown",
        "This sign-in was not begun in this browser, took too long, or is over already. Begin again."
    )

    init(_ refusal: SignInRefusal) {
        switch refusal.cause {
        case .declined:
            self.init("signInDeclined", "Microsoft Entra did not sign you in.")
        case .usedCode:
            self.init("signInUsed", "Microsoft Entra does not accept the code of this sign-in any more. Begin again.")
        case .badToken:
            self.init("signInBadToken", "The token is not signed with a key of Microsoft Entra's as it signs.")
        case .wrongIssuer: self.init("signInIssuer", "The token comes from another issuer.")
        case .wrongAudience: self.init("signInAudience", "The token is for another application.")
        case .wrongTenant: self.init("signInTenant", "The token is for another tenant.")
        case .expired: self.init("signInExpired", "The token has expired. Check the clock of this server.")
        case .notYetValid: self.init("signInNotYet", "The token is not valid yet. Check the clock of this server.")
        case .wrongNonce: self.init("signInNonce", "The token answers another sign-in. Begin again.")
        case .guest: self.init("signInGuest", "Guests of the tenant cannot sign in.")
        case .missingRole:
            self.init("signInRole", "You lack the application role that is needed. An administrator assigns it.")
        case .nameless: self.init("signInNameless", "The token names nobody.")
        }
    }
}
