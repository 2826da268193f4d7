import Engine
import HTTPTypes
import Interactions
import Scoring

/// A stretch of a list that a program reads in pieces.
struct Page {
    private static let usual = 100
    private static let most = 1_000

    private let limit: Int
    /// What the piece before ended with; nil for the first.
    private let after: String?

    /// - Throws: `Problem` for a limit or a cursor that are none.
    init(_ query: FormFields) throws(Problem) {
        limit = try query.number("limit", in: 1...Self.most) ?? Self.usual
        guard let cursor = query["cursor"] else {
            after = nil
            return
        }
        guard let bytes = Base64URL.bytes(cursor), let text = String(validating: bytes, as: UTF8.self), !text.isEmpty
        else { throw Self.isGone }
        after = text
    }

    private static let isGone = Problem(
        .notFound,
        "The list has no such place any more. Read it from the beginning.",
        code: "cursorExpired"
    )

    /// The piece, and the cursor of the next one; nil if nothing follows.
    ///
    /// - Parameter key: tells an element from all others.
    /// - Throws: `Problem` if the element that the piece before ended with is gone: begin again.
    func slice<Element>(
        _ elements: [Element],
        by key: (Element) -> String
    ) throws(Problem) -> (elements: [Element], cursor: String?) {
        var start = 0
        if let after {
            guard let last = elements.firstIndex(where: { key($0) == after }) else {
                throw Self.isGone
            }
            start = last + 1
        }
        let piece = Array(elements[start...].prefix(limit))
        guard start + piece.count < elements.count, let last = piece.last else { return (piece, nil) }
        return (piece, Base64URL.text(Array(key(last).utf8)))
    }

    /// The same of records, by their positions.
    func slice(_ records: [Int], of relationships: Relationships) throws(Problem) -> (elements: [Int], cursor: String?)
    {
        try slice(records) { relationships.index.records[$0].reference.text }
    }
}

extension Answer {
    /// Names where the next piece of a list is (RFC 8288).
    func linked(to cursor: String?, of call: Call) -> Answer {
        guard let address = call.address(of: cursor) else { return self }
        var answer = self
        answer.headers[.nextPiece] = "<\(address)>; rel=\"next\""
        return answer
    }
}

extension Call {
    /// Where the piece of the list after this one is; nil for no cursor.
    func address(of cursor: String?) -> String? {
        guard let cursor else { return nil }
        let kept = request.query.split(separator: "&").filter { !$0.utf8.starts(with: "cursor=".utf8) }
        // What the query had is in it again, and may not end the address.
        let isHarmless = kept.allSatisfy { part in part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3E } }
        let query = (isHarmless ? kept.map(String.init) : []) + ["cursor=\(cursor)"]
        return "\(request.path)?\(query.joined(separator: "&"))"
    }
}

extension HTTPField.Name {
    fileprivate static var nextPiece: Self {
        guard let name = Self("Link") else { preconditionFailure("a literal is a field name") }
        return name
    }
}
