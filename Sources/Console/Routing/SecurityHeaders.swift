import HTTPTypes
import Interactions

/// What every answer tells browsers not to do.
struct SecurityHeaders: Sendable {
    let isSecure: Bool
    let kind: Route.Kind
    /// Nil for an answer that no route gave.
    let visitor: Visitor
    /// Whether the page has our script, which asks for events.
    var isLive = false

    func add(to answer: inout Answer) {
        answer.headers[.contentSecurityPolicy] = policy
        answer.headers[.xContentTypeOptions] = "nosniff"
        answer.headers[.referrerPolicy] = "no-referrer"
        answer.headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        answer.headers[.crossOriginResourcePolicy] = kind == .asset || kind == .widget ? "cross-origin" : "same-origin"
        if kind != .widget { answer.headers[.crossOriginOpenerPolicy] = "same-origin" }
        if isSecure { answer.headers[.strictTransportSecurity] = "max-age=31536000" }
        if answer.headers[.cacheControl] == nil {
            answer.headers[.cacheControl] = kind == .asset ? "public, max-age=3600" : "private, no-cache"
        }
        if kind == .page { answer.headers[.vary] = "Cookie, Accept-Language" }
    }

    private var policy: String {
        switch kind {
        case .page:
            """
            default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; \
            base-uri 'none'; frame-ancestors 'none'
            """ + (isLive ? "; script-src 'self'; connect-src 'self'" : "")
        case .widget:
            "default-src 'none'; style-src \(WidgetStyle.source); base-uri 'none'; form-action 'none'; frame-ancestors "
                + ancestors
        case .api, .asset, .events: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        }
    }

    /// The one place where the widget may be embedded; a refusal nowhere.
    private var ancestors: String {
        if case .widget(let claims) = visitor { claims.origin } else { "'none'" }
    }
}

extension HTTPField.Name {
    static var referrerPolicy: Self { named("Referrer-Policy") }
    static var permissionsPolicy: Self { named("Permissions-Policy") }
    static var crossOriginOpenerPolicy: Self { named("Cross-Origin-Opener-Policy") }

    private static func named(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("a literal is a field name") }
        return name
    }
}
