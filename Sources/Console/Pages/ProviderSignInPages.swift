import Eligibility
import Engine
import HTTPTypes
import Interactions

extension Route {
    /// Signing in with the organisation's identity provider (OpenID Connect).
    static let providerSignInPages: [Route] = [
        .page(WebConsole.signInPath, for: .everybody) { call in
            let browser = Sessions.secret()
            var answer = Answer.redirect(to: try await call.provider.begin(in: browser))
            answer.headers.append(call.browserCookie(browser, life: 600))
            return answer
        },
        // Where the provider sends browsers back to: a page of another site leads here, and no form of ours.
        .page(WebConsole.signInReturnPath, for: .everybody) { call in
            let provider = try call.provider
            let browser = call.request.cookie(Call.browserCookieName) ?? ""
            let person = try await provider.end(call.query["state"] ?? "", code: call.query["code"], in: browser)
            guard let viewer = try await call.console.board.eligibility().viewer(person) else {
                throw Problem(.forbidden, "Only an enabled user of the directory may sign in.", code: "noUser")
            }
            guard let token = call.console.sessions.begin(for: viewer.address) else {
                throw Problem(.serviceUnavailable, "Too many people are signed in.")
            }
            // A redirect would still come from the other site, and browsers would not send the new cookie with it.
            let content = SignedInContent(language: call.words.language.code)
            var answer = Answer.html(call.console.renderer.html(.signedIn, content, in: call.words.language))
            answer.headers.append(call.cookie(Sessions.cookie, token))
            answer.headers.append(call.browserCookie("", life: 0))
            return answer
        },
    ]
}

extension Call {
    /// The secret of the browser that began to sign in.
    fileprivate static let browserCookieName = "rapport_sign_in"

    fileprivate var provider: PeopleSignIn {
        get throws {
            guard let provider = console.signIn else {
                throw Problem(.notFound, "People sign in with one-time links here.", code: "noProvider")
            }
            return provider
        }
    }

    fileprivate func browserCookie(_ value: String, life: Int) -> HTTPField {
        cookie(Self.browserCookieName, value, path: WebConsole.signInPath, site: .lax, life: life)
    }
}

private struct SignedInContent {
    let language: String
}
