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
    init(_ settings: SettingsReader, calendar: SettingsReader, cloud: Cloud) {
        root = ODataRoot(url: settings.text("url") ?? cloud.graph)
        if root?.origin.isSecure != true { settings.refuse("url") }
        pageSize = settings.number("pageSize")
        budget = RequestBudget.Limits()
        budget.concurrent = settings.number("requestsAtOnce")
        budget.requests = settings.number("requestsInTenMinutes")
        source = GraphSource.Configuration()
        source.permission = settings.choice("permission")
        source.calendars = settings.flag("calendars") ? .read : .leaveOut
        source.calendarDaysBack = calendar.number("daysBack")
        source.calendarDaysAhead = calendar.number("daysAhead")
        source.fullReadingDays = settings.number("fullReadingDays")
        if let folders: [WellKnownFolder] = settings.choices("excludedFolders") {
            source.excludedFolders = Set(folders)
        }
    }
}
