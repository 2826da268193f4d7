package import EWS
import Eligibility

/// How to reach Exchange and what to read there: the settings under `ews`.
package struct ExchangeSettings: Sendable {
    package enum Endpoint: Hashable, Sendable {
        case fixed(EWSEndpoint)
        /// Asked for each run; the server to ask first, and hosts to which its answers may lead.
        case autodiscover(server: String?, confirmedHosts: Set<String>)

        /// Whether it is known to be a server of the organisation's own, outside of Microsoft's clouds.
        package var isOwnServer: Bool {
            switch self {
            case .fixed(let endpoint): Self.isOwn(endpoint.authority)
            // Answers lead to these hosts and to the mailbox's own domain, nowhere else.
            case .autodiscover: hasSaidWhere && namedHosts.allSatisfy(Self.isOwn)
            }
        }

        /// Whether the configuration names the server, or at least hosts where it may be.
        package var hasSaidWhere: Bool {
            switch self {
            case .fixed: true
            case .autodiscover: !namedHosts.isEmpty
            }
        }

        private var namedHosts: Set<String> {
            guard case .autodiscover(let server, let confirmedHosts) = self else { return [] }
            return confirmedHosts.union(server.map { [$0] } ?? [])
        }

        private static func isOwn(_ authority: String) -> Bool {
            let bytes = authority.utf8
            // An escape could hide a name, so a host that is not written plainly is nobody's.
            guard !bytes.contains(UInt8(ascii: "%")) else { return false }
            let host = bytes.first == UInt8(ascii: "[") ? bytes[...] : bytes.prefix { $0 != UInt8(ascii: ":") }
            return String(host).map { !MicrosoftCloud.serves($0) } ?? false
        }
    }

    package var endpoint: Endpoint
    package var signIn: SignIn
    package var access: EWSClient.Access
    package var caFile: SettingPath?
    package var source: EWSSource.Configuration

    init(_ settings: SettingsReader, calendar: SettingsReader) {
        signIn = SignIn(settings)
        access = settings.choice("access")
        caFile = settings.path("caFile")
        endpoint = Self.endpoint(settings, needsTLS: signIn.needsTLS)
        source = EWSSource.Configuration()
        source.archive = settings.flag("archive") ? .include : .leaveOut
        if let excluded: [DistinguishedFolder] = settings.choices("excludedFolders") {
            source.excludedFolders = Set(excluded)
        }
        source.calendarDaysBack = calendar.number("daysBack")
        source.calendarDaysAhead = calendar.number("daysAhead")
        source.largestBatch = settings.number("largestBatch")
        source.firstBatch = min(source.firstBatch, source.largestBatch)
    }

    private static func endpoint(_ settings: SettingsReader, needsTLS: Bool) -> Endpoint {
        let autodiscover = settings.scoped(to: "autodiscover")
        let discovered = Endpoint.autodiscover(
            server: autodiscover.text("server"),
            confirmedHosts: Set(autodiscover.texts("confirmedHosts") ?? [])
        )
        guard let url = settings.text("url") else { return discovered }
        guard let fixed = EWSEndpoint(url: url) else {
            settings.refuse("url")
            return discovered
        }
        if needsTLS, fixed.scheme != "https" {
            settings.refuse("url", "an https address, because a password or token is sent over TLS alone")
        }
        return .fixed(fixed)
    }
}
