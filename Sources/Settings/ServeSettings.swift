/// What `rapport serve` does beside reading: the settings under `serve`.
package struct ServeSettings: Hashable, Sendable {
    /// Where pages, API and metrics are served.
    package var listen = ListenAddress.network(host: "127.0.0.1", port: 8_421)

    package init() {}

    /// - Parameter settings: those under `serve`.
    init(_ settings: SettingsReader) {
        self.init()
        guard let text = settings.text("listen") else { return }
        guard let address = ListenAddress(text) else {
            settings.refuse("listen")
            return
        }
        listen = address
    }
}
