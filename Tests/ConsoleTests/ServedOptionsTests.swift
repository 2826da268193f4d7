import ConnectorTesting
import Console
import Engine
import Settings
import Synchronization
import Testing

/// What of the console's settings counts when the configuration was read again.
struct ServedOptionsTests {
    private final class Current: Sendable {
        private let state: Mutex<Engine>

        init(_ engine: Engine) { state = Mutex(engine) }

        var engine: Engine { state.withLock { $0 } }

        func take(_ settings: RapportSettings) throws { try state.withLock { $0 = try $0.reconfigured(settings) } }
    }

    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func settings(clients: [String], perMinute: Int) async throws -> RapportSettings {
        let secret = String(repeating: "s", count: 24)
        let lines = clients.map { "\($0) \(secret) https://crm.contoso.example\n" }.joined()
        _ = try directory.write(lines, to: "clients")
        _ = try directory.write("email\nann@contoso.example\n", to: "users.csv")
        let path = try directory.write(
            #"""
            {"tenant":"t","internalDomains":["contoso.example"],"directory":"users.csv",
            "ews":{"url":"https://mail.contoso.example/EWS/Exchange.asmx","authentication":"negotiate"},
            "console":{"clientsFile":"clients","requestsPerMinute":\#(perMinute)}}
            """#,
            to: "rapport.json"
        )
        return try await RapportSettings.load(path, environment: [:])
    }

    @Test func `Clients and limits are those of the configuration that was read last`() async throws {
        let current = Current(Engine(try await settings(clients: ["crm", "old"], perMinute: 600)))
        let options = try ServedOptions { current.engine }
        #expect(options.current.clients.map(\.id) == ["crm", "old"])
        #expect(options.current.requestsPerMinute == 600)
        let fewer = try await settings(clients: ["crm"], perMinute: 10)
        // Nothing changes before the configuration is read again.
        #expect(options.current.clients.count == 2 && options.current.requestsPerMinute == 600)
        try current.take(fewer)
        #expect(options.current.clients.map(\.id) == ["crm"])
        #expect(options.current.requestsPerMinute == 10)
    }

    @Test func `A file of clients that cannot be used leaves all as it was`() async throws {
        let current = Current(Engine(try await settings(clients: ["crm"], perMinute: 600)))
        let options = try ServedOptions { current.engine }
        let next = try await settings(clients: ["new"], perMinute: 20)
        _ = try directory.write("new short\n", to: "clients")
        #expect(throws: SettingsError.self) { try current.take(next) }
        #expect(options.current.clients.map(\.id) == ["crm"] && options.current.requestsPerMinute == 600)
    }
}
