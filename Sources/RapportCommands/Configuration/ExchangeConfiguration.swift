package import EWS

/// How to reach Exchange and what to read there: the settings under `ews`.
package struct ExchangeConfiguration: Sendable {
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

    /// - Throws: `CommandFailure`.
    init(_ settings: Settings) throws {
        let url = settings.text("url")
        let autodiscover = settings.scoped(to: "autodiscover")
        let server = autodiscover.text("server")
        let confirmedHosts = autodiscover.texts("confirmedHosts")
        signIn = SignIn(settings)
        access = settings.choice("access", default: .impersonation)
        caFile = settings.text("caFile")
        source = EWSSource.Configuration()
        source.archive = settings.flag("archive", default: true) ? .include : .leaveOut
        let excluded = settings.texts("excludedFolders")
        source.calendarDaysBack = try settings.number(
            "calendarDaysBack",
            default: source.calendarDaysBack,
            in: 0...3_660
        )
        source.calendarDaysAhead = try settings.number(
            "calendarDaysAhead",
            default: source.calendarDaysAhead,
            in: 0...3_660
        )
        source.largestBatch = try settings.number("largestBatch", default: source.largestBatch, in: 1...500)
        source.firstBatch = min(source.firstBatch, source.largestBatch)
        if let excluded {
            source.excludedFolders = try Set(
                excluded.map { name in
                    guard let folder = DistinguishedFolder(rawValue: name) else {
                        let known = DistinguishedFolder.allCases.map(\.rawValue).joined(separator: ", ")
                        throw settings.failure("excludedFolders", "a list of well-known folders out of \(known)")
                    }
                    return folder
                }
            )
        }

        if let url {
            guard let fixed = EWSEndpoint(url: url) else {
                throw settings.failure("url", "an address such as https://mail.example.com/EWS/Exchange.asmx")
            }
            endpoint = .fixed(fixed)
        } else {
            endpoint = .autodiscover(server: server, confirmedHosts: Set(confirmedHosts ?? []))
        }
    }
}
