import XMLStream

/// A search expression.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/searchexpression>
indirect enum Restriction: Hashable, Sendable {
    case and([Restriction])
    case or([Restriction])
    case not(Restriction)
    case compare(QueryField, Comparison, QueryValue)
    case contains(QueryField, text: String, mode: String, ignoresCase: Bool)
    case exists(QueryField)

    enum Comparison: Hashable, Sendable {
        case equal, notEqual, greater, greaterOrEqual, less, lessOrEqual
    }

    /// - Throws: `ErrorUnsupportedPathForQuery` for a field that cannot be searched.
    init(_ element: XMLElement) throws(Refusal) {
        let children = element.children.map { $0 }
        switch element.requestName {
        case .And, .Or:
            var parts: [Restriction] = []
            for child in children { parts.append(try Restriction(child)) }
            self = element.requestName == .And ? .and(parts) : .or(parts)
        case .Not:
            guard let child = children.first else { throw Self.unsupported }
            self = .not(try Restriction(child))
        case .IsEqualTo: self = try Self.comparison(.equal, children)
        case .IsNotEqualTo: self = try Self.comparison(.notEqual, children)
        case .IsGreaterThan: self = try Self.comparison(.greater, children)
        case .IsGreaterThanOrEqualTo: self = try Self.comparison(.greaterOrEqual, children)
        case .IsLessThan: self = try Self.comparison(.less, children)
        case .IsLessThanOrEqualTo: self = try Self.comparison(.lessOrEqual, children)
        case .Exists: self = .exists(try Self.field(children))
        case .Contains:
            guard let constant = element.first(.Constant)?.attribute(.Value) else { throw Self.unsupported }
            self = .contains(
                try Self.field(children),
                text: constant,
                mode: element.attribute(.ContainmentMode) ?? "Substring",
                ignoresCase: element.attribute(.ContainmentComparison)?.hasPrefix("IgnoreCase") == true
            )
        default: throw Self.unsupported
        }
    }

    func matches(_ number: ItemNumber, _ reader: QueryReader) -> Bool {
        switch self {
        case .and(let parts): return parts.allSatisfy { $0.matches(number, reader) }
        case .or(let parts): return parts.contains { $0.matches(number, reader) }
        case .not(let part): return !part.matches(number, reader)
        case .exists(let field): return reader.value(of: field, number) != .text("")
        case .compare(let field, let comparison, let constant):
            let value = reader.value(of: field, number)
            switch comparison {
            case .equal: return value == constant
            case .notEqual: return value != constant
            case .greater: return value > constant
            case .greaterOrEqual: return value >= constant
            case .less: return value < constant
            case .lessOrEqual: return value <= constant
            }
        case .contains(let field, let text, let mode, let ignoresCase):
            guard case .text(let value) = reader.value(of: field, number) else { return false }
            let (whole, part) = ignoresCase ? (value.lowercased(), text.lowercased()) : (value, text)
            switch mode {
            case "FullString": return whole == part
            case "Prefixed": return whole.hasPrefix(part)
            default: return whole.contains(part)
            }
        }
    }

    private static func comparison(_ comparison: Comparison, _ children: [XMLElement]) throws(Refusal) -> Restriction {
        let field = try field(children)
        guard let constant = children.dropFirst().first?.first(.Constant)?.attribute(.Value) else { throw unsupported }
        return .compare(field, comparison, QueryValue(constant, for: field))
    }

    private static func field(_ children: [XMLElement]) throws(Refusal) -> QueryField {
        guard let field = children.first.flatMap(QueryField.init) else { throw unsupported }
        return field
    }

    private static let unsupported = Refusal(
        "ErrorUnsupportedPathForQuery",
        "The specified field is not supported in a search."
    )
}
