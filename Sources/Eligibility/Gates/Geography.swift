/// One of the three global geographies of Microsoft 365 in which Exchange data may be used.
///
/// The countries are those in which its disks may stand, not those in which customers may live. Source: "Enable and
/// configure relationship intelligence" of Dynamics 365 Sales (2024), with Great Britain.
package struct Geography: Hashable, Sendable {
    package let code: String
    package let name: String
    /// The countries of its datacenters, as ISO 3166-1 alpha-2 codes.
    package let countries: Set<String>

    package static let all = [
        Geography(
            code: "EUR",
            name: "Europe, Middle East, Africa",
            countries: ["AT", "FI", "FR", "GB", "IE", "NL"]
        ),
        Geography(code: "APC", name: "Asia-Pacific", countries: ["HK", "JP", "MY", "SG", "KR"]),
        Geography(code: "NAM", name: "Americas", countries: ["BR", "CL", "US"]),
    ]

    /// What keeps data of a location in Microsoft 365 from being used; nil if nothing does.
    static func reason(against location: DataLocation, exceptions: Set<String>) -> Reason.Code? {
        guard let code = location.code else {
            return location.country == nil ? .locationUnknown : .unknownDatacenterScope
        }
        if let geography = all.first(where: { $0.code == code }) {
            guard let country = location.country else { return nil }
            return geography.countries.contains(country) ? nil : .countryOutsideGeography
        }
        // Every code that Microsoft added since then was that of a local datacenter, too.
        return exceptions.contains(code) ? nil : .regionSpecificDatacenter
    }
}
