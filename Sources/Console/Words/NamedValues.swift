/// What a page is filled with, as values by their names.
///
/// Templates ask for each value by its name; to look through a structure for each of them takes longer than all else
/// that is done for a page.
enum NamedValues {
    /// Structures become dictionaries of their stored values, also inside of lists; nil for nothing.
    static func of(_ value: Any) -> Any? {
        switch value {
        case is String, is Bool, is Int, is Int64: return value
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .struct:
            var named: [String: Any] = [:]
            for case (let name?, let child) in mirror.children { named[name] = of(child) }
            return named
        case .collection: return mirror.children.compactMap { of($0.value) }
        case .optional: return mirror.children.first.flatMap { of($0.value) }
        default: return value
        }
    }
}
