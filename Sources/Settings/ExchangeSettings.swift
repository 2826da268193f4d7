package import EWS

/// How to reach Exchange and what to read there: the settings under `ews`.
package struct ExchangeSettings: Sendable {
    package enum Endpoint: Hashable, Sendable {
        case fixed(EWSEndpoint)
        /// Asked for each run; the server to ask first, and hosts to which its answers may lead.
        case autodiscover(server: String?, confirmedHosts: Set<String>)
    }

    package var endpoint: Endpoint
    package var signIn: SignIn
    package var access: EWSClient.Access
    package var caFile: String?
    package var source: EWSSource.Configuration

    init(_ settings: SettingsReader) {
        signIn = SignIn(settings)
        access = settings.choice("access", default: .impersonation)
        caFile = settings.path("caFile")
        endpoint = Self.endpoint(settings)
        source = EWSSource.Configuration()
        source.archive = settings.flag("archive", default: true) ? .include : .leaveOut
        if let excluded = Self.excludedFolders(settings) { source.excludedFolders = excluded }
        source.calendarDaysBack = settings.number(
            "calendarDaysBack",
            default: source.calendarDaysBack,
            in: 0...3_660
        )
        source.calendarDaysAhead = settings.number(
            "calendarDaysAhead",
            default: source.calendarDaysAhead,
            in: 0...3_660
        )
        source.largestBatch = settings.number("largestBatch", default: source.largestBatch, in: 1...500)
        source.firstBatch = min(source.firstBatch, source.largestBatch)
    }

    private static func endpoint(_ settings: SettingsReader) -> Endpoint {
        let autodiscover = settings.scoped(to: "autodiscover")
        let discovered = Endpoint.autodiscover(
            server: autodiscover.text("server"),
            confirmedHosts: Set(autodiscover.texts("confirmedHosts") ?? [])
        )
        guard let url = settings.text("url") else { return discovered }
        guard let fixed = EWSEndpoint(url: url) else {
            settings.refuse("url", "an address such as https://mail.example.com/EWS/Exchange.asmx")
            return discovered
        }
        return .fixed(fixed)
    }

    /// Nil if the configuration does not say.
    private static func excludedFolders(_ settings: SettingsReader) -> Set<DistinguishedFolder>? {
        guard let names = settings.texts("excludedFolders") else { return nil }
        let folders = names.compactMap { DistinguishedFolder(rawValue: $0) }
        if folders.count < names.count {
            let known = DistinguishedFolder.allCases.map(\.rawValue).joined(separator: ", ")
            settings.refuse("excludedFolders", "a list of well-known folders out of \(known)")
        }
        return Set(folders)
    }
}
