import HTTPTypes

extension Call {
    /// Where a browser may send a cookie from.
    enum CookieSite: String {
        /// From our own pages alone.
        case strict = "Strict"
        /// Also when another site leads here, as an identity provider does that sends somebody back.
        case lax = "Lax"
    }

    /// A `Set-Cookie` field for this browser.
    ///
    /// - Parameters:
    ///   - path: below which it is sent.
    ///   - isForScripts: whether scripts may read it.
    ///   - life: in seconds; nil for as long as the browser runs.
    func cookie(
        _ name: String,
        _ value: String,
        path: String = "/",
        site: CookieSite = .strict,
        isForScripts: Bool = false,
        life: Int? = nil
    ) -> HTTPField {
        let text =
            "\(name)=\(value); Path=\(path); SameSite=\(site.rawValue)" + (isForScripts ? "" : "; HttpOnly")
            + (console.options.isSecure ? "; Secure" : "") + (life.map { "; Max-Age=\($0)" } ?? "")
        return HTTPField(name: .setCookie, value: text)
    }
}
