import AccessTokens
import HTTPTransport
package import MicrosoftGraph
package import OData

/// How to reach Microsoft Graph and what to read there: the settings under `graph`.
package struct GraphSettings: Sendable {
    /// Nil if `url` is unusable, which has been noted.
    package var root: ODataRoot?
    package var pageSize: Int
    package var budget: RequestBudget.Limits
    package var source: GraphSource.Configuration

    /// - Parameter cloud: its address is meant if the settings have none.
    init(_ settings: SettingsReader, cloud: Cloud) {
        root = ODataRoot(url: settings.text("url") ?? cloud.graph)
        if root?.origin.isSecure != true { settings.refuse("url", "an https address such as \(cloud.graph)") }
        pageSize = settings.number("pageSize", default: 200, in: 1...1_000)
        budget = RequestBudget.Limits()
        budget.concurrent = settings.number("requestsAtOnce", default: budget.concurrent, in: 1...4)
        budget.requests = settings.number("requestsInTenMinutes", default: budget.requests, in: 1...10_000)
        source = GraphSource.Configuration()
        source.permission = settings.choice("permission", default: source.permission)
        source.calendars = settings.flag("calendars", default: true) ? .read : .leaveOut
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
        source.fullReadingDays = settings.number("fullReadingDays", default: source.fullReadingDays, in: 1...3_660)
        if let names = settings.texts("excludedFolders") {
            let folders = names.compactMap { WellKnownFolder(rawValue: $0) }
            if folders.count < names.count {
                let known = WellKnownFolder.allCases.map(\.rawValue).joined(separator: ", ")
                settings.refuse("excludedFolders", "a list of well-known folders out of \(known)")
            }
            source.excludedFolders = Set(folders)
        }
    }
}
