import HTTPTransport
import HTTPTypes
import Interactions
import XMLStream

/// What a server says to an `AutodiscoverQuestion`, well-formed but not yet trusted.
enum AutodiscoverAnswer: Hashable, Sendable {
    case endpoint(EWSEndpoint)
    /// Ask there.
    case redirectURL(EWSEndpoint)
    /// Ask again about this address.
    case redirectAddress(EmailAddress)

    /// Some kilobytes in practice.
    static let limits: XMLLimits = {
        var limits = XMLLimits()
        limits.documentBytes = 1 << 20
        limits.depth = 32
        return limits
    }()

    init(_ answer: HTTPAnswer) async throws {
        let response = answer.response
        switch response.status.code {
        case 200: break
        case 301, 302, 303, 307, 308:
            self = .redirectURL(try Self.url(response.headerFields[.location]))
            return
        case 401: throw AutodiscoverFailure.unauthenticated
        case 403: throw AutodiscoverFailure.forbidden
        case 429, 503: throw AutodiscoverFailure.busy(response.retryAfter)
        case 408, 500...599: throw AutodiscoverFailure.failing(status: response.status.code)
        default: throw AutodiscoverFailure.absent
        }
        // Web hosts answer any path with their home page and status 200.
        guard Self.isXML(response) else { throw AutodiscoverFailure.notAutodiscover }
        try self.init(await Self.document(answer.body).root)
    }

    init(_ root: XMLElement) throws(AutodiscoverFailure) {
        if root.is(.envelope, .envelope) {
            try self.init(envelope: root)
        } else if root.is(.autodiscover, .plain) {
            try self.init(plain: root)
        } else {
            throw .notAutodiscover
        }
    }

    /// Documented at
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap>.
    private init(envelope: XMLElement) throws(AutodiscoverFailure) {
        guard
            let response = envelope.child(.body, .envelope)?
                .child(.getUserSettingsResponseMessage, .soapService)?.child(.response, .soapService)
        else { throw .notAutodiscover }
        try Self.check(code: response.value(.errorCode, .soapService))
        guard let user = response.child(.userResponses, .soapService)?.child(.userResponse, .soapService) else {
            throw .notAutodiscover
        }
        let target = user.value(.redirectTarget, .soapService)
        switch user.value(.errorCode, .soapService) {
        case "RedirectAddress": self = .redirectAddress(try Self.address(target))
        case "RedirectUrl": self = .redirectURL(try Self.url(target))
        case let code:
            try Self.check(code: code)
            var urls: [String: String] = [:]
            for setting in user.child(.userSettings, .soapService)?.children.map({ $0 }) ?? [] {
                guard let name = setting.value(.name, .soapService) else { continue }
                urls[name] = setting.value(.value, .soapService)
            }
            guard let url = urls["ExternalEwsUrl"] ?? urls["InternalEwsUrl"] else { throw .withoutEWS }
            self = .endpoint(try Self.url(url))
        }
    }

    /// Documented at
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange>.
    private init(plain root: XMLElement) throws(AutodiscoverFailure) {
        guard let account = root.child(.response, .outlook)?.child(.account, .outlook) else {
            let error = root.child(.response, .plain)?.child(.error, .plain)
            try Self.check(code: error?.value(.errorCode, .plain))
            throw .notAutodiscover
        }
        switch account.value(.action, .outlook) {
        case "redirectAddr": self = .redirectAddress(try Self.address(account.value(.redirectAddr, .outlook)))
        case "redirectUrl": self = .redirectURL(try Self.url(account.value(.redirectUrl, .outlook)))
        case "settings": self = .endpoint(try Self.url(Self.plainURL(in: account)))
        default: throw .notAutodiscover
        }
    }

    /// The protocol for outside of the company's network before the one for inside.
    private static func plainURL(in account: XMLElement) throws(AutodiscoverFailure) -> String {
        var urls: [String: String] = [:]
        for entry in account.children where entry.is(.protocol, .outlook) {
            guard let type = entry.value(.type, .outlook), urls[type] == nil else { continue }
            urls[type] = entry.value(.ewsUrl, .outlook) ?? entry.value(.asUrl, .outlook)
        }
        guard let url = urls["EXPR"] ?? urls["EXHTTP"] ?? urls["EXCH"] else { throw .withoutEWS }
        return url
    }

    /// Both services' codes; the numbers are those of plain XML.
    private static func check(code: String?) throws(AutodiscoverFailure) {
        switch code {
        case "NoError": break
        case "InvalidUser", "InvalidDomain", "500": throw .noMailbox
        case "ServerBusy": throw .busy(nil)
        case "InternalServerError", "603": throw .failing(status: 200)
        case "InvalidRequest", "InvalidServerVersion", "600", "601", "602": throw .refused
        default: throw .notAutodiscover
        }
    }

    private static func url(_ text: String?) throws(AutodiscoverFailure) -> EWSEndpoint {
        guard let text, let url = EWSEndpoint(url: text) else { throw .notAutodiscover }
        guard url.scheme == "https" else { throw .insecure }
        return url
    }

    private static func address(_ text: String?) throws(AutodiscoverFailure) -> EmailAddress {
        guard let address = text.flatMap({ EmailAddress($0) }) else { throw .notAutodiscover }
        return address
    }

    private static func isXML(_ response: HTTPResponse) -> Bool {
        ["text/xml", "application/xml"].contains(response.mediaType)
    }

    private static func document(_ body: HTTPBody) async throws -> XMLDocument {
        var stream = XMLTokenStream(vocabulary: AutodiscoverVocabulary.answers, limits: limits)
        do {
            for try await chunk in body { try stream.push(chunk) }
            return try stream.finish()
        } catch is XMLError {
            throw AutodiscoverFailure.notAutodiscover
        }
    }
}
