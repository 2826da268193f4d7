/// What a client wants to know of events.
struct EventSelection: Hashable, Sendable {
    private let properties: Set<EventProperty>

    /// Everything.
    static let all = EventSelection(properties: Set(EventProperty.allCases))

    private init(properties: Set<EventProperty>) {
        self.properties = properties
    }

    /// Everything without `$select`.
    ///
    /// - Throws: 400 for a property that `event` does not have.
    init(_ query: GraphQuery) throws(GraphError) {
        guard let selected = query.selected else {
            self = .all
            return
        }
        var properties: Set<EventProperty> = []
        for name in selected where name.lowercased() != "id" {
            guard let property = EventProperty.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
            else { throw .unknownProperty(name, of: "Microsoft.OutlookServices.Event") }
            properties.insert(property)
        }
        self.init(properties: properties)
    }

    func contains(_ property: EventProperty) -> Bool { properties.contains(property) }
}
