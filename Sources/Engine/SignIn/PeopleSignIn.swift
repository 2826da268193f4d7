import AccessTokens
package import Interactions
import Settings

/// Signs people in with the organisation's Microsoft Entra.
package actor PeopleSignIn {
    /// Somebody who signed in.
    package struct Person: Hashable, Sendable {
        /// The name to sign in with, by which the directory knows who has no object id there.
        package let address: EmailAddress
        /// The account's object id, a GUID in lower case.
        package let objectID: String
    }

    private let provider: IdentityProvider
    private let redirect: String
    private let now: @Sendable () -> Timestamp
    private var pending = PendingSignIns()

    /// - Parameter redirect: where browsers come back to, as it is registered with the application.
    init(_ provider: IdentityProvider, returningTo redirect: String, now: @escaping @Sendable () -> Timestamp) {
        self.provider = provider
        self.redirect = redirect
        self.now = now
    }

    /// Begins a sign-in.
    ///
    /// - Parameter browser: a secret that only the browser has that begins.
    /// - Returns: where the browser goes.
    /// - Throws: `SourceError` if the identity provider does not say where that is, or `CancellationError`.
    package func begin(in browser: String) async throws -> String {
        let attempt = AuthorizationAttempt()
        let address = try await provider.address(of: attempt, returningTo: redirect)
        pending.add(attempt, browser: browser, at: now())
        return address
    }

    /// Ends a sign-in, whatever comes of it: nobody can come back to it again.
    ///
    /// - Parameters:
    ///   - state: as it came back.
    ///   - code: nil if the provider gave none.
    ///   - browser: the secret of the browser that came back.
    /// - Throws: `SignInError`, `SourceError`, or `CancellationError`.
    package func end(_ state: String, code: String?, in browser: String) async throws -> Person {
        guard let attempt = pending.end(state, browser: browser, at: now()) else { throw SignInError.unknownState }
        do {
            guard let code else { throw SignInRefusal(.declined) }
            let token = try await provider.person(with: code, of: attempt, returningTo: redirect)
            guard let address = EmailAddress(token.userPrincipalName) else { throw SignInRefusal(.nameless) }
            return Person(address: address, objectID: token.objectID)
        } catch let refusal as SignInRefusal {
            throw SignInError(refusal)
        }
    }
}

extension Engine {
    /// What signs people in; nil where they have one-time links alone.
    ///
    /// - Parameters:
    ///   - redirect: where browsers come back to.
    ///   - now: the machine's clock.
    /// - Throws: `SettingsError` that names the setting or the file.
    package func peopleSignIn(
        returningTo redirect: String,
        now: @escaping @Sendable () -> Timestamp
    ) throws -> PeopleSignIn? {
        guard settings.signIn.isOn else { return nil }
        let provider = IdentityProvider(
            application: try settings.signIn.application(),
            role: settings.signIn.role,
            transport: client(caFile: settings.signIn.caFile),
            secondsSince1970: { Int(now().microseconds / 1_000_000) }
        )
        return PeopleSignIn(provider, returningTo: redirect, now: now)
    }
}
