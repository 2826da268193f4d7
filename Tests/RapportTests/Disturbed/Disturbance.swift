import ConnectorTesting
import Foundation
import HTTPTransport
import HTTPTypes

/// What a service does in place of answering as it should, from one page on.
enum Disturbance: String, CaseIterable {
    // Without an end.
    case sameLink, freshLinks, emptyPages
    // Silent and slow: the transport gives up at its limits, or nobody does and a stop is asked for.
    case silent, slow, mute
    case refusedConnection, cutBeforeAnswer, cutInBody, truncated
    case empty, blank, noContent
    case internalError, badGateway, unavailable, tooManyRequests
    case unauthorized, forbidden, notFound
    case webPage, garbage, otherShape, redirect

    /// Whether it needs pages; tokens come without.
    var isEndless: Bool { [.sameLink, .freshLinks, .emptyPages].contains(self) }

    /// What comes in place of the answer.
    ///
    /// - Parameters:
    ///   - good: the answer as it should be.
    ///   - count: goes up with every answer.
    ///   - silence: told that nothing will come.
    func answer(
        inPlaceOf good: Good,
        count: Int,
        silence: @Sendable () -> Void
    ) async throws -> HTTPAnswer {
        switch self {
        case .sameLink: return good.answer(body: good.endless(nil, isEmpty: false))
        case .freshLinks: return good.answer(body: good.endless(count, isEmpty: false))
        case .emptyPages: return good.answer(body: good.endless(count, isEmpty: true))
        case .silent: throw HTTPError(.timeout, "No answer in time.")
        case .slow: return good.answer(thenFailing: HTTPError(.timeout, "Too slow."), after: 7)
        case .mute:
            silence()
            while true { try await Task.sleep(for: .seconds(3_600)) }
        case .refusedConnection: throw HTTPError(.connect, "Connection refused.")
        case .cutBeforeAnswer: throw HTTPError(.receive, "The connection was closed.")
        case .cutInBody: return good.answer(thenFailing: HTTPError(.receive, "Cut off."), after: good.body.count / 2)
        case .truncated: return good.answer(body: Array(good.body.prefix(good.body.count * 2 / 3)))
        case .empty: return good.answer(body: [])
        case .blank: return good.answer(body: Array("  \r\n ".utf8))
        case .noContent: return HTTPAnswer(status: .noContent, contentType: nil, body: [])
        case .internalError: return good.failing(500)
        case .badGateway: return good.failing(502)
        case .unavailable: return good.failing(503)
        case .tooManyRequests: return good.failing(429, fields: [.retryAfter: "30"])
        case .unauthorized: return good.failing(401)
        case .forbidden: return good.failing(403)
        case .notFound: return good.failing(404)
        case .webPage:
            return HTTPAnswer(contentType: "text/html", body: Array("<html><body>Sign in</body></html>".utf8))
        case .garbage: return good.answer(body: (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ 11) })
        case .otherShape: return good.answer(body: Array(good.isXML ? "<a xmlns='b'/>".utf8 : "[[1]]".utf8))
        case .redirect: return good.failing(302, fields: [.location: "https://elsewhere.example/"])
        }
    }

    /// An answer as it should be.
    struct Good {
        let response: HTTPResponse
        let body: [UInt8]
        /// What was asked, which a last page without a link goes on with.
        var question = ""

        var isXML: Bool { response.headerFields[.contentType]?.contains("xml") ?? false }

        func answer(body: [UInt8]) -> HTTPAnswer {
            HTTPAnswer(
                status: response.status,
                contentType: response.headerFields[.contentType],
                fields: echo,
                body: body
            )
        }

        func answer(thenFailing error: HTTPError, after count: Int) -> HTTPAnswer {
            let whole = answer(body: Array(body.prefix(count)))
            let pieces = Pieces(first: Array(body.prefix(count)), error: error)
            return HTTPAnswer(response: whole.response, body: HTTPBody { try await pieces.next() })
        }

        func failing(_ status: Int, fields: HTTPFields = [:]) -> HTTPAnswer {
            var fields = fields
            for field in echo { fields[field.name] = field.value }
            return HTTPAnswer(status: .init(code: status), contentType: nil, fields: fields, body: [])
        }

        private var echo: HTTPFields {
            guard let name = HTTPField.Name("client-request-id") else { return [:] }
            return response.headerFields[name].map { [name: $0] } ?? [:]
        }

        /// The page with a link to a next one, the same each time or always another.
        func endless(_ number: Int?, isEmpty: Bool) -> [UInt8] {
            var text = String(decoding: body, as: UTF8.self)
            let suffix = number.map(String.init) ?? ""
            if isXML {
                text = text.replacing("IncludesLastItemInRange>true<", with: "IncludesLastItemInRange>false<")
                text.replace(/SyncState>([^<]*)</) { "SyncState>\($0.output.1)\(suffix)<" }
                if isEmpty {
                    text.replace(/<(\w+:)?Changes>.*<\/(\w+:)?Changes>/.dotMatchesNewlines()) {
                        "<\($0.output.1 ?? "")Changes/>"
                    }
                }
                return Array(text.utf8)
            }
            let link = text.firstMatch(of: /@odata\.(?:next|delta)Link":"([^"]*)"/)?.output.1
            let next = (link.map(String.init) ?? question) + (number.map { "&again=\($0)" } ?? "")
            if isEmpty { return Array(#"{"value":[],"@odata.nextLink":"\#(next)"}"#.utf8) }
            if link == nil { return Array(text.utf8.dropLast()) + Array(#","@odata.nextLink":"\#(next)"}"#.utf8) }
            text.replace(/@odata\.(?:next|delta)Link":"[^"]*"/) { _ in #"@odata.nextLink":"\#(next)""# }
            return Array(text.utf8)
        }
    }

    private actor Pieces {
        private var first: [UInt8]?
        private let error: HTTPError

        init(first: [UInt8], error: HTTPError) {
            self.first = first
            self.error = error
        }

        func next() throws -> [UInt8]? {
            guard let piece = first else { throw error }
            first = nil
            return piece
        }
    }
}
