import Interactions
import JSONStream

/// Reads the members of one item so that one of them that is not as it should be spoils no other, and notes that there
/// was one.
struct LenientItem {
    private let json: JSONValue
    /// Something has another type than it should have.
    private(set) var isMalformed = false

    init(_ json: JSONValue) {
        self.json = json
    }

    /// Nil for what is not there, is null, or has another type.
    mutating func value<Value: JSONReadable>(_ name: String, as type: Value.Type = Value.self) -> Value? {
        do {
            return try json.optional(name)
        } catch {
            isMalformed = true
            return nil
        }
    }

    /// Nil also for an empty one.
    mutating func text(_ name: String) -> String? {
        value(name, as: String.self).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Nil also for the year 1, by which Exchange says that there is none.
    mutating func time(_ name: String) -> Timestamp? {
        guard let text = text(name), !text.hasPrefix("0001-") else { return nil }
        return instant(text)
    }

    /// The instants of one thing by several clocks: one that is not as it should be spoils nothing where another is.
    mutating func times(_ names: [String]) -> [Timestamp?] { any(of: names) { $0.time($1) } }

    /// What several members say of one thing: one that is not as it should be spoils nothing where another is.
    mutating func values<Value: JSONReadable>(_ names: [String]) -> [Value?] { any(of: names) { $0.value($1) } }

    private mutating func any<Value>(
        of names: [String],
        _ read: (inout LenientItem, String) -> Value?
    ) -> [Value?] {
        var item = self
        let values = names.map { read(&item, $0) }
        if values.allSatisfy({ $0 == nil }) { self = item }
        return values
    }

    mutating func instant(_ text: String) -> Timestamp? {
        let instant = Timestamp(iso8601: text)
        if instant == nil { isMalformed = true }
        return instant
    }

    /// The entries that can be read; those that are null or something else are passed over.
    mutating func list<Element: JSONReadable>(_ name: String) -> [Element] {
        guard let list = json[name], !list.isNull else { return [] }
        guard let elements = list.elements else {
            isMalformed = true
            return []
        }
        return elements.compactMap { try? Element(json: $0) }
    }

    /// A list of people; one whose entries name nobody at all is not as it should be, as when a service leaves out the
    /// addresses of everybody for a while.
    mutating func people<Person: JSONReadable>(_ name: String) -> [Person] {
        let entries = json[name]?.elements ?? []
        if !entries.isEmpty, entries.allSatisfy({ $0.isObject && $0["emailAddress"]?.isObject != true }) {
            isMalformed = true
        }
        return list(name)
    }

    /// The time of an event, which is in UTC for who does not ask for another zone.
    ///
    /// <https://learn.microsoft.com/graph/api/resources/datetimetimezone>
    mutating func zonedTime(_ name: String) -> Timestamp? {
        guard let time = json[name], !time.isNull else { return nil }
        guard let text = time["dateTime"]?.string, time["timeZone"]?.string == "UTC" else {
            isMalformed = true
            return nil
        }
        return instant(text)
    }
}

extension JSONValue {
    /// The entries of a list that can be read; none if there is no list.
    func readable<Element: JSONReadable>(_ name: String) -> [Element] {
        self[name]?.elements?.compactMap { try? Element(json: $0) } ?? []
    }

    /// The item's `id`, without which nothing can be said of it.
    func indispensableID() throws(JSONError) -> String {
        let id: String = try required("id")
        guard !id.isEmpty else { throw JSONError(.missing, at: offset) }
        return id
    }
}
