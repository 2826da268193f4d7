import ConnectorTesting
import Engine
import SQLiteStore
import Settings
import Testing

/// Engines of an organisation that has `StoreScene`'s mailboxes and asks no service for anything.
enum SceneEngines {
    /// The store, with the log without which nothing is decided about data.
    static func store(of engine: Engine) async throws -> SQLiteInteractionStore {
        let nothing = try await engine.plan(purging: StoreScene.mailbox(0)).confirmed([])
        _ = try await engine.remove(try #require(nothing), acceptsClock: true)
        return try engine.installation.store()
    }

    /// The same store seen with three settings: everything on, no licence, and a colleague who is not named.
    static func make(_ directory: TemporaryDirectory, _ time: MovingTime) async throws -> [Engine] {
        let users = (0..<3).map {
            #"{"email":"m\#($0)@contoso.example","enabled":true,"guest":false,"kind":"user","location":"EUR","roles":["Salesperson","System Administrator"],"administratorRoles":["Global Administrator"]}"#
        }
        _ = try directory.write(#"{"users":[\#(users.joined(separator: ","))]}"#, to: "users.json")
        let lifeCycle = #"""
            {"administrator":"m0@contoso.example","premiumFeatures":"1969-12-01T00:00:00Z","enabled":"1969-12-01T00:01:00Z",
            "roles":["Salesperson"],"consentBy":"m0@contoso.example","consent":"1969-12-01T00:02:00Z"}
            """#
        let variants = [
            #""eligibility":{"licenses":["DYN365_SALES_PREMIUM"]}"#,
            #""eligibility":{"licenses":["NONE"]}"#,
            #""eligibility":{"licenses":["DYN365_SALES_PREMIUM"]},"introductions":{"hidden":["m1@contoso.example"]}"#,
        ]
        var engines: [Engine] = []
        for (number, variant) in variants.enumerated() {
            let path = try directory.write(
                #"{"tenant":"t","internalDomains":["contoso.example"],"dataDirectory":"data","directory":"users.json","lifeCycle":\#(lifeCycle),\#(variant)}"#,
                to: "rapport\(number).json"
            )
            let settings = try await RapportSettings.load(path, environment: [:])
            engines.append(Engine(settings, clock: { time.now }))
        }
        return engines
    }
}
