import HTTPTypes

/// What a client prefers (RFC 7240), in one or several headers, in any order.
struct GraphPreference: Hashable, Sendable {
    /// Given as `odata.maxpagesize`.
    private(set) var pageSize: Int?
    /// Asked for as `IdType="ImmutableId"`.
    private(set) var hasImmutableIDs = false
    /// `outlook.timezone="UTC"`; times are in UTC anyway, and in no other zone.
    private(set) var namesUTC = false

    init(_ headers: HTTPFields) {
        for preference in headers[values: .prefer].flatMap({ $0.split(separator: ",") }) {
            let halves = preference.split(separator: "=", maxSplits: 1).map { half in
                half.filter { $0 != " " && $0 != "\"" }.lowercased()
            }
            guard halves.count == 2 else { continue }
            switch halves[0] {
            case "odata.maxpagesize", "maxpagesize": pageSize = Int(halves[1]).flatMap { $0 > 0 ? min($0, 1_000) : nil }
            case "idtype": hasImmutableIDs = halves[1] == "immutableid"
            case "outlook.timezone": namesUTC = halves[1] == "utc"
            default: continue
            }
        }
    }

    /// The value of `Preference-Applied`; nil if there is nothing to say.
    var applied: String? {
        var parts: [String] = []
        if hasImmutableIDs { parts.append("IdType=\"ImmutableId\"") }
        if namesUTC { parts.append("outlook.timezone=\"UTC\"") }
        if let pageSize { parts.append("odata.maxpagesize=\(pageSize)") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension HTTPField.Name {
    static let prefer = graph("Prefer")
    static let preferenceApplied = graph("Preference-Applied")
    static let odataVersion = graph("OData-Version")

    private static func graph(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not the name of a header") }
        return name
    }
}
