import Glibc
package import HTTPTransport
import HTTPTypes
package import JSONStream

/// Reads the answers of one service.
///
/// A body counts only when all of it arrived and all of it could be read: half a page is none.
package struct ODataReader: Sendable {
    private let root: ODataRoot
    private let limits: HTTPLimits

    package init(root: ODataRoot, limits: HTTPLimits = HTTPLimits()) {
        self.root = root
        self.limits = limits
    }

    /// - Throws: `ODataError`, or `CancellationError`.
    package func page<Item>(_ answer: HTTPAnswer, of type: Item.Type = Item.self) async throws -> DeltaPage<Item> {
        try page(try await entity(answer, as: WrittenPage<Item>.self))
    }

    /// - Throws: `ODataError`.
    func page<Item>(_ part: ODataPart, of type: Item.Type) throws -> DeltaPage<Item> {
        try page(try entity(part, as: WrittenPage<Item>.self))
    }

    /// - Throws: `ODataError`.
    func entity<Entity: JSONReadable>(_ part: ODataPart, as type: Entity.Type) throws -> Entity {
        if let failure = part.failure { throw ODataError.failure(failure) }
        guard let body = part.body, let entity = try? Entity(json: body) else { throw ODataError.answer(.malformed) }
        return entity
    }

    private func page<Item>(_ page: WrittenPage<Item>) throws -> DeltaPage<Item> {
        switch (page.nextLink, page.deltaLink) {
        case (let next?, nil): return DeltaPage(value: page.value, continuation: .next(try link(next)))
        case (nil, let delta?): return DeltaPage(value: page.value, continuation: .delta(try link(delta)))
        case (nil, nil), (_?, _?): throw ODataError.answer(.noContinuation)
        }
    }

    /// What becomes of lists inside of items that are answered in part.
    package enum Expansions: Hashable, Sendable {
        /// They are none of what was asked for, so the answer is not whole.
        case refused
        /// The items are made of `Expansion`s, and who asks follows them.
        case followed
    }

    /// - Throws: `ODataError`, or `CancellationError`.
    package func listing<Item>(
        _ answer: HTTPAnswer,
        of type: Item.Type = Item.self,
        expansions: Expansions = .refused
    ) async throws -> CollectionPage<Item> {
        let page = try await entity(answer, as: WrittenPage<Item>.self, expansions: expansions)
        // Who asked for no changes and gets a link to them was understood wrongly.
        guard page.deltaLink == nil else { throw ODataError.answer(.noContinuation) }
        return CollectionPage(value: page.value, next: try page.nextLink.map(link))
    }

    /// - Throws: `ODataError`, or `CancellationError`.
    package func entity<Entity: JSONReadable>(
        _ answer: HTTPAnswer,
        as type: Entity.Type,
        expansions: Expansions = .refused
    ) async throws -> Entity {
        guard answer.response.status == .ok else { throw ODataError.failure(try await failure(answer)) }
        guard answer.isJSON else { throw ODataError.answer(.notJSON) }
        guard let body = try await bytes(of: answer, atMost: limits.bodyBytes) else {
            throw ODataError.answer(.tooLarge)
        }
        if expansions == .refused, body.namesRestOfExpansion { throw ODataError.answer(.incomplete) }
        do {
            return try Entity(json: JSONText(body).root)
        } catch {
            throw ODataError.answer(.malformed)
        }
    }

    /// The statuses of a batch's answers.
    ///
    /// - Throws: `ODataError`, or `CancellationError`.
    func statuses(_ answer: HTTPAnswer) async throws -> [Int] {
        guard answer.response.status == .ok else { throw ODataError.failure(try await failure(answer)) }
        guard let boundary = BatchText.boundary(of: answer.response.headerFields[.contentType]) else {
            throw ODataError.answer(.malformed)
        }
        guard let body = try await bytes(of: answer, atMost: limits.bodyBytes) else {
            throw ODataError.answer(.tooLarge)
        }
        guard let statuses = BatchText.statuses(in: body, boundary: boundary) else {
            throw ODataError.answer(.malformed)
        }
        return statuses
    }

    /// - Throws: `ODataError` for a link that leads elsewhere.
    func link(_ text: String) throws -> ODataLink {
        guard let link = ODataLink(text, root: root) else { throw ODataError.answer(.foreignLink) }
        return link
    }

    /// The status alone says enough where the body says nothing that can be read.
    private func failure(_ answer: HTTPAnswer) async throws -> ODataFailure {
        let body = answer.isJSON ? try await bytes(of: answer, atMost: Self.longestError) : nil
        let written = body.flatMap { try? WrittenError(json: JSONText($0).root) }
        return ODataFailure(
            status: answer.response.status.code,
            // A failed part of a batch has an empty one.
            code: written.map(\.code).flatMap { $0.isEmpty ? nil : ODataFailure.Code($0) },
            retryAfter: answer.response.retryAfter
        )
    }

    private static let longestError = 65_536

    /// Nil if there are more than `limit`.
    private func bytes(of answer: HTTPAnswer, atMost limit: Int) async throws -> [UInt8]? {
        var body: [UInt8] = []
        do {
            for try await chunk in answer.body {
                guard chunk.count <= limit - body.count else { return nil }
                body += chunk
            }
        } catch let error as HTTPError {
            throw ODataError.transport(error)
        }
        return body.starts(with: Self.byteOrderMark) ? Array(body.dropFirst(Self.byteOrderMark.count)) : body
    }

    /// Some services write it, although RFC 8259, 8.1 says that nobody may.
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

extension HTTPAnswer {
    fileprivate var isJSON: Bool { response.mediaType == "application/json" }
}

extension [UInt8] {
    /// Whether there is a member `NAME@odata.nextLink`, the name not empty, anywhere in this JSON text.
    fileprivate var namesRestOfExpansion: Bool {
        let suffix = Array("@odata.nextLink\"".utf8)
        let (quote, colon) = (UInt8(ascii: "\""), UInt8(ascii: ":"))
        return withUnsafeBytes { text in
            guard let begin = text.baseAddress else { return false }
            var place = 0
            while let found = memchr(begin + place, Int32(UInt8(ascii: "@")), text.count - place) {
                let start = UnsafeRawPointer(found) - begin
                place = start + 1
                guard start > 0, text[start - 1] != quote, text.count - start >= suffix.count,
                    memcmp(found, suffix, suffix.count) == 0
                else { continue }
                // A text that ends like this has no colon behind it, and one with a quote in it has a backslash before.
                if text[(start + suffix.count)...].first(where: { $0 > 0x20 }) == colon { return true }
            }
            return false
        }
    }
}
