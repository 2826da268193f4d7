import ConnectorTesting
import Foundation

/// Settings with which these mailboxes are admitted, and nobody else.
enum EligibleSettings {
    /// Writes the directory file, and returns the settings that belong to it.
    ///
    /// - Parameter addresses: the first is everybody's administrator.
    static func write(_ addresses: [String], to name: String, in directory: TemporaryDirectory) throws -> [String: Any]
    {
        let users = addresses.map { user($0) }
        let list = try JSONSerialization.data(withJSONObject: ["users": users])
        let administrator = addresses.first ?? ""
        return [
            "directory": try directory.write(String(decoding: list, as: UTF8.self), to: name),
            "eligibility": ["licenses": ["DYN365_SALES_PREMIUM"]],
            "lifeCycle": [
                "premiumFeatures": "2026-01-01T00:00:00Z", "enabled": "2026-01-01T00:00:00Z", "roles": ["Salesperson"],
                "administrator": administrator, "consent": "2026-01-01T00:00:00Z", "consentBy": administrator,
            ],
        ]
    }

    /// A user of the directory file who passes every gate and may do everything.
    static func user(_ address: String) -> [String: Any] {
        [
            "email": address, "enabled": true, "guest": false, "kind": "user", "location": "EUR", "groups": [String](),
            "roles": ["Salesperson", "System Administrator"], "administratorRoles": ["Global Administrator"],
            "optOut": false,
        ]
    }

    /// Writes a configuration file of these settings and returns its path.
    static func write(
        configuration settings: [String: Any],
        to name: String,
        in directory: TemporaryDirectory
    ) throws -> String {
        let json = try JSONSerialization.data(withJSONObject: settings, options: [.withoutEscapingSlashes])
        return try directory.write(String(decoding: json, as: UTF8.self), to: name)
    }
}
