import ConnectorTesting
import HTTPTransport
import HTTPTypes
import JSONStream
import OData
import Testing

struct PageTests {
    struct Item: JSONReadable, Hashable {
        let id: String

        init(id: String) {
            self.id = id
        }

        init(json: JSONValue) throws(JSONError) {
            id = try json.required("id")
        }
    }

    static let next = "https://graph.microsoft.com/v1.0/x?$skiptoken=1"
    static let delta = "https://graph.microsoft.com/v1.0/x?$deltatoken=1"

    private static func reader(limits: HTTPLimits = HTTPLimits()) throws -> ODataReader {
        ODataReader(root: try #require(ODataRoot(url: "https://graph.microsoft.com/v1.0")), limits: limits)
    }

    static func answer(_ body: [UInt8], contentType: String? = "application/json") -> HTTPAnswer {
        HTTPAnswer(contentType: contentType, body: body, chunk: 100)
    }

    static func answer(_ body: String, contentType: String? = "application/json") -> HTTPAnswer {
        answer(Array(body.utf8), contentType: contentType)
    }

    @Test
    func `A page has its items, and either more or a place to go on from later`() async throws {
        let first = try await Self.reader().page(
            Self.answer(#"{"value":[{"id":"a"},{"id":"b"}],"@odata.nextLink":"\#(Self.next)","other":[1,{}]}"#),
            of: Item.self
        )
        #expect(first.value == [Item(id: "a"), Item(id: "b")])
        #expect(first.continuation.link.text == Self.next)
        guard case .next = first.continuation else { return #expect(Bool(false), "not a next link") }

        let last = try await Self.reader().page(
            Self.answer(#"{"@odata.deltaLink":"\#(Self.delta)","@odata.nextLink":null,"value":[]}"#),
            of: Item.self
        )
        #expect(last.value.isEmpty)
        guard case .delta(let link) = last.continuation else { return #expect(Bool(false), "not a delta link") }
        #expect(link.target.path == "/v1.0/x?$deltatoken=1")
    }

    @Test func `A list goes on or has ended, and never has a place to go on from later`() async throws {
        let reader = try Self.reader()
        let more = #"{"value":[{"id":"a"}],"@odata.nextLink":"\#(Self.next)"}"#
        let first = try await reader.listing(Self.answer(more), of: Item.self)
        #expect(first.value == [Item(id: "a")])
        #expect(first.next?.text == Self.next)
        let last = try await reader.listing(Self.answer(#"{"value":[],"@odata.nextLink":null}"#), of: Item.self)
        #expect(last.value.isEmpty)
        #expect(last.next == nil)
        let wrong: [(String, ODataError.BadAnswer)] = [
            (#"{"value":[],"@odata.deltaLink":"\#(Self.delta)"}"#, .noContinuation),
            (#"{"value":[],"@odata.nextLink":"https://example.com/v1.0/x"}"#, .foreignLink),
            (#"{"@odata.nextLink":"\#(Self.next)"}"#, .malformed),
        ]
        for (body, problem) in wrong {
            await #expect(throws: ODataError.answer(problem)) {
                try await reader.listing(Self.answer(body), of: Item.self)
            }
        }
        for length in 0..<more.utf8.count {
            await #expect(throws: ODataError.answer(.malformed)) {
                try await reader.listing(Self.answer(Array(more.utf8.prefix(length))), of: Item.self)
            }
        }
    }

    @Test(
        "The documented pages are read whole",
        arguments: [
            ("messages-delta-r1-p2", 2), ("messages-delta-r1-p3", 1), ("messages-delta-r2-removed", 2),
        ]
    )
    func samples(name: String, count: Int) async throws {
        let body = try Fixture.bytes("graph-samples/\(name).json")
        let page = try await Self.reader().page(Self.answer(body), of: Item.self)
        #expect(page.value.count == count)
    }

    @Test(
        "A page cut off at any byte is no page",
        arguments: ["messages-delta-r1-p2", "messages-delta-r1-p3", "messages-delta-r2-removed"]
    )
    func cutOff(name: String) async throws {
        var body = try Fixture.bytes("graph-samples/\(name).json")
        while let last = body.last, last <= 0x20 { body.removeLast() }
        let reader = try Self.reader()
        for length in 0..<body.count {
            await #expect(throws: ODataError.answer(.malformed)) {
                try await reader.page(Self.answer(Array(body[..<length])), of: Item.self)
            }
        }
    }

    @Test(
        "A page without exactly one link is no page",
        arguments: [
            #"{"value":[]}"#, #"{"value":[],"@odata.nextLink":null}"#,
            #"{"value":[],"@odata.nextLink":"\#(next)","@odata.deltaLink":"\#(delta)"}"#,
        ]
    )
    func noContinuation(body: String) async throws {
        await #expect(throws: ODataError.answer(.noContinuation)) {
            try await Self.reader().page(Self.answer(body), of: Item.self)
        }
    }

    @Test(
        "A page that leads elsewhere is no page",
        arguments: [
            #"{"value":[],"@odata.nextLink":"https://evil.example/v1.0/x"}"#, #"{"value":[],"@odata.deltaLink":""}"#,
            #"{"value":[],"@odata.nextLink":"https:\/\/graph.microsoft.com\\@evil.example\/x"}"#,
            #"{"value":[],"@odata.nextLink":"https://gr\u0430ph.microsoft.com/x"}"#,
            #"{"value":[],"@odata.nextLink":"https://graph.microsoft.com/x\u0000"}"#,
        ]
    )
    func foreignLinks(body: String) async throws {
        await #expect(throws: ODataError.answer(.foreignLink)) {
            try await Self.reader().page(Self.answer(body), of: Item.self)
        }
    }

    @Test(
        "What is not the JSON of a page is no page",
        arguments: [
            "", " ", "{}", "[]", "null", #"{"value":null,"@odata.nextLink":"\#(next)"}"#,
            #"{"value":{},"@odata.nextLink":"\#(next)"}"#, #"{"value":[{}],"@odata.nextLink":"\#(next)"}"#,
            #"{"value":[],"@odata.nextLink":1}"#, #"{"value":[],"@odata.nextLink":"\#(next)"}{}"#,
            #"{"value":[],"@odata.nextLink":"\#(next)"} x"#, #"{"value":[],,"@odata.nextLink":"\#(next)"}"#,
            #"{"value":[],"@odata.nextLink":'\#(next)'}"#, "<html></html>",
            #"{"value":[null],"@odata.nextLink":"\#(next)"}"#,
        ]
    )
    func malformed(body: String) async throws {
        await #expect(throws: ODataError.answer(.malformed)) {
            try await Self.reader().page(Self.answer(body), of: Item.self)
        }
    }

    @Test(
        "Only application/json is read",
        arguments: [
            ("application/json", true), ("Application/JSON;odata.metadata=minimal; charset=utf-8", true),
            (" application/json ;x", true), ("text/html", false), ("application/jsonp", false), ("text/json", false),
            ("application/json, text/html", false), ("", false), (nil, false),
        ] as [(String?, Bool)]
    )
    func contentTypes(type: String?, isRead: Bool) async throws {
        let answer = Self.answer(#"{"id":"a"}"#, contentType: type)
        if isRead {
            #expect(try await Self.reader().entity(answer, as: Item.self) == Item(id: "a"))
        } else {
            await #expect(throws: ODataError.answer(.notJSON)) {
                try await Self.reader().entity(answer, as: Item.self)
            }
        }
    }

    @Test
    func `A body may be as long as the limit and no longer`() async throws {
        let body = #"{"id":"\#(String(repeating: "a", count: 1_000))"}"#
        var limits = HTTPLimits()
        limits.bodyBytes = body.utf8.count
        #expect(try await Self.reader(limits: limits).entity(Self.answer(body), as: Item.self).id.utf8.count == 1_000)
        limits.bodyBytes -= 1
        await #expect(throws: ODataError.answer(.tooLarge)) {
            try await Self.reader(limits: limits).entity(Self.answer(body), as: Item.self)
        }
    }

    @Test
    func `A body that the transport could not finish is not read`() async throws {
        let cause = HTTPError(.receive, "cut off")
        let answer = HTTPAnswer(
            response: HTTPResponse(status: .ok, headerFields: [.contentType: "application/json"]),
            body: HTTPBody { throw cause }
        )
        await #expect(throws: ODataError.transport(cause)) {
            try await Self.reader().entity(answer, as: Item.self)
        }
    }

    @Test(
        "A failure has its status, its code whatever its case, and the pause it asks for",
        arguments: [
            (#"{"error":{"code":"ErrorItemNotFound","message":"m"}}"#, "application/json", "erroritemnotfound"),
            (#"{"error":{"code":"errorItemNotFound"}}"#, "application/json", "ERRORITEMNOTFOUND"),
            (#"{"error":{"code":"","message":"m"}}"#, "application/json", nil),
            (#"{"error":{"message":"m"}}"#, "application/json", nil), ("", "application/json", nil),
            (#"{"error":{"code":"x","#, "application/json", nil),
            (#"{"error":{"code":"x"}}"#, "text/html", nil), ("<html>", "text/html", nil), ("", nil, nil),
        ] as [(String, String?, String?)]
    )
    func failures(body: String, contentType: String?, code: String?) async throws {
        let answer = HTTPAnswer(
            status: .notFound,
            contentType: contentType,
            fields: [.retryAfter: "2.128"],
            body: Array(body.utf8)
        )
        let failure = ODataFailure(
            status: 404,
            code: code.map { ODataFailure.Code($0) },
            retryAfter: .milliseconds(2_128)
        )
        await #expect(throws: ODataError.failure(failure)) {
            try await Self.reader().page(answer, of: Item.self)
        }
    }

    @Test(arguments: [(65_536, true), (65_537, false)])
    func `An error may have 65,536 bytes, and of a longer one the status counts alone`(
        length: Int,
        isRead: Bool
    ) async throws {
        let frame = #"{"error":{"code":"a","message":""}}"#
        let message = String(repeating: "m", count: length - frame.utf8.count)
        let body = frame.replacing(#""message":"""#, with: #""message":"\#(message)""#)
        let answer = HTTPAnswer(status: .notFound, contentType: "application/json", body: Array(body.utf8))
        let failure = ODataFailure(status: 404, code: isRead ? "a" : nil)
        await #expect(throws: ODataError.failure(failure)) { try await Self.reader().page(answer, of: Item.self) }
    }

    @Test
    func `The documented error is read`() async throws {
        let body = try Fixture.bytes("graph-samples/error-generic.json")
        let answer = HTTPAnswer(status: .rangeNotSatisfiable, contentType: "application/json", body: body)
        await #expect(throws: ODataError.failure(ODataFailure(status: 416, code: "INVALIDRANGE"))) {
            try await Self.reader().page(answer, of: Item.self)
        }
    }

    @Test func `A byte order mark before an answer or an error is not there`() async throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let reader = try Self.reader()
        let page = mark + Array(#"{"value":[{"id":"a"}],"@odata.deltaLink":"\#(Self.delta)"}"#.utf8)
        #expect(try await reader.page(Self.answer(page), of: Item.self).value == [Item(id: "a")])
        let list = mark + Array(#"{"value":[{"id":"b"}]}"#.utf8)
        #expect(try await reader.listing(Self.answer(list), of: Item.self).value == [Item(id: "b")])
        let failure = HTTPAnswer(
            status: .notFound,
            contentType: "application/json",
            body: mark + Array(#"{"error":{"code":"ErrorItemNotFound","message":"."}}"#.utf8)
        )
        await #expect(throws: ODataError.failure(ODataFailure(status: 404, code: "erroritemnotfound"))) {
            try await reader.listing(failure, of: Item.self)
        }
        for wrong in [mark + mark, Array(mark.prefix(2)), mark] {
            await #expect(throws: ODataError.answer(.malformed)) {
                try await reader.listing(Self.answer(wrong + Array(#"{"value":"#.utf8)), of: Item.self)
            }
        }
    }

    @Test(arguments: [
        #"{"value":[{"id":"a","roles":[],"roles@odata.nextLink":"\#(next)"}]}"#,
        #"{"value":[{"id":"a","roles@odata.nextLink" : "\#(next)"}]}"#,
        #"{"value":[{"id":"a","b":{"c":[{"d@odata.nextLink"\#n:"x"}]}}],"@odata.nextLink":"\#(next)"}"#,
    ])
    func `A list inside of an item that goes on elsewhere is not taken for the whole`(body: String) async throws {
        let reader = try Self.reader()
        await #expect(throws: ODataError.answer(.incomplete)) {
            try await reader.listing(Self.answer(body), of: Item.self)
        }
        #expect(try await reader.listing(Self.answer(body), of: Item.self, expansions: .followed).value.count == 1)
    }

    @Test(arguments: [
        #"{"value":[{"id":"x@odata.nextLink"}],"@odata.nextLink":"\#(next)"}"#,
        #"{"value":[{"id":"x@odata.nextLink\":"}]}"#, #"{"value":[{"id":"@odata.nextLink","@odata.nextLinks":1}]}"#,
    ])
    func `A text that looks like a link is none`(body: String) async throws {
        #expect(try await Self.reader().listing(Self.answer(body), of: Item.self).value.count == 1)
    }

    // MARK: Links
}
