package import Dataverse
import HTTPTransport
package import OData

/// How to reach the CRM: the settings under `dataverse`.
package struct DataverseSettings: Sendable {
    /// Nil where there is no CRM.
    package var root: ODataRoot?
    package var pageSize: Int
    package var source: DataverseSource.Configuration
    /// Where relationships are written to; nil where nothing is written.
    package private(set) var publishedTable: PublishedTable?

    init(_ settings: SettingsReader) {
        pageSize = settings.number("pageSize")
        source = DataverseSource.Configuration()
        if let name = settings.text("publishTable") {
            publishedTable = PublishedTable(name)
            if publishedTable == nil { settings.refuse("publishTable") }
        }
        guard let url = settings.text("url") else { return }
        let given = ODataRoot(url: url)
        root =
            given?.path.isEmpty == true
            ? ODataRoot(url: "\(url.hasSuffix("/") ? String(url.dropLast()) : url)\(Self.path)") : given
        if root?.origin.isSecure != true { settings.refuse("url") }
    }

    /// Documented at
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors#web-api-url-and-versions>.
    private static let path = "/api/data/v9.2"
}
