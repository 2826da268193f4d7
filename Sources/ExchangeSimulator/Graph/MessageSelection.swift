/// What a client wants to know of messages.
struct MessageSelection: Hashable, Sendable {
    /// A bit for each property by its place among all cases.
    private(set) var bits: UInt64
    /// Of `singleValueExtendedProperties`, a bit for each by its place among all cases.
    private(set) var extendedBits: UInt8 = 0

    /// A property of MS-OXPROPS that `$expand=singleValueExtendedProperties($filter=id eq '…')` may ask for.
    enum Extended: String, Sendable, CaseIterable {
        case messageClass = "string 0x1a"
        case sensitivity = "integer 0x36"

        var bit: UInt8 { self == .messageClass ? 1 : 2 }
    }

    init(bits: UInt64, extendedBits: UInt8) {
        self.bits = bits
        self.extendedBits = extendedBits
    }

    /// Everything but headers without `$select`.
    ///
    /// - Throws: 400 for a property that `message` does not have; one of its relatives needs their type in front.
    init(_ query: GraphQuery) throws(GraphError) {
        bits = 0
        if let selected = query.selected {
            for name in selected { try add(name) }
        } else {
            for property in MessageProperty.allCases where property != .internetMessageHeaders {
                bits |= Self.bit(of: property)
            }
        }
        guard let expansion = query["expand"]?.lowercased() else { return }
        guard expansion.hasPrefix("singlevalueextendedproperties(") else { throw .invalidQuery }
        for property in Extended.allCases where expansion.contains("'\(property.rawValue)'") {
            extendedBits |= property.bit
        }
    }

    func contains(_ property: MessageProperty) -> Bool { bits & Self.bit(of: property) != 0 }

    func contains(_ property: Extended) -> Bool { extendedBits & property.bit != 0 }

    private mutating func add(_ name: String) throws(GraphError) {
        let parts = name.split(separator: "/")
        let isCast =
            parts.count == 2
            && ["eventmessage", "eventmessagerequest", "eventmessageresponse"]
                .contains(parts[0].lowercased().split(separator: ".").last ?? "")
        guard let last = parts.last, isCast || parts.count == 1 else { throw .invalidQuery }
        if last.lowercased() == "id" { return }
        let property = MessageProperty.allCases.first { $0.rawValue.lowercased() == last.lowercased() }
        guard let property, isCast || !property.isOfMeetings else {
            throw .unknownProperty(String(last), of: "Microsoft.OutlookServices.Message")
        }
        bits |= Self.bit(of: property)
    }

    private static func bit(of property: MessageProperty) -> UInt64 {
        places[property].map { 1 << UInt64($0) } ?? 0
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: MessageProperty.allCases.enumerated().map { ($0.element, $0.offset) }
    )
}
