import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Testing

struct FolderTests {
    private static let list = "/v1.0/users/anna%40example.com/mailFolders/delta?$select=id,parentFolderId,isHidden"
    private static let delta = Graph.host + "/v1.0/users/x/mailFolders/delta?$deltatoken=1"

    /// - Parameter wellKnown: ids by name; other names are not there.
    private static func transport(
        _ pages: [HTTPAnswer],
        wellKnown: [String: String] = [:]
    ) -> ScriptedTransport {
        ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            if path == list { return pages[0] }
            if let number = path.split(separator: "$skiptoken=").dropFirst().first.flatMap({ Int($0) }) {
                return pages[number]
            }
            let name = path.split(separator: "/").last?.split(separator: "?").first.map { String($0) } ?? ""
            return wellKnown[name].map { Graph.answer(#"{"id":"\#($0)"}"#) } ?? Graph.failure(404, "ErrorItemNotFound")
        }
    }

    private static func folders(_ transport: ScriptedTransport) async throws -> [String] {
        var configuration = GraphSource.Configuration()
        configuration.calendars = .leaveOut
        let client = try Graph.client(transport)
        let source = GraphSource(client: client, configuration: configuration, now: Graph.now)
        let (streams, failures) = try await Graph.list(source)
        if let failure = failures.first { throw failure }
        #expect(streams.allSatisfy { $0.source == "graph" && $0.kind == .mail && $0.owner == Graph.owner })
        #expect(streams == streams.sorted())
        return streams.map(\.folder)
    }

    private static func next(_ number: Int) -> String {
        Graph.host + "/v1.0/users/x/mailFolders/delta?$skiptoken=\(number)"
    }

    private static func folder(_ id: String, in parent: String? = nil, _ more: String = "") -> String {
        #"{"id":"\#(id)","parentFolderId":\#(parent.map { #""\#($0)""# } ?? "null")\#(more)}"#
    }

    @Test
    func `Of the documented folders, those with mail of people are streams`() async throws {
        let sample = String(decoding: try Fixture.bytes("graph-samples/mailfolders-list.json"), as: UTF8.self)
        let page = Graph.answer(#"{"@odata.deltaLink":"\#(Self.delta)","# + sample.dropFirst())
        let transport = Self.transport(
            [page],
            wellKnown: [
                "drafts": "AQMkADYAAAIBDwAAAA==", "outbox": "AQMkADYAAAIBCwAAAA==",
                "junkemail": "AQMkADYAAAIBGQAAAA==", "conversationhistory": "AQMkADYAAAIBFQAAAA==",
                "inbox": "AQMkADYAAAIBDAAAAA==",
            ]
        )
        #expect(
            try await Self.folders(transport) == [
                // Sent Items, Deleted Items, Inbox, Archive.
                "AQMkADYAAAIBCQAAAA==", "AQMkADYAAAIBCgAAAA==", "AQMkADYAAAIBDAAAAA==", "AQMkADYAAAIBXQAAAA==",
            ]
        )
        let paths = await transport.exchanges.compactMap(\.request.path)
        let names = ["conversationhistory", "drafts", "inbox", "junkemail", "outbox", "syncissues"]
        let known = paths.filter { $0.contains("/mailFolders/") && !$0.contains("/delta") }
        #expect(paths.first == Self.list)
        #expect(
            known
                == names.map {
                    "/v1.0/users/anna%40example.com/mailFolders/\($0)?$select=id,parentFolderId,isHidden"
                }
        )
    }

    @Test
    func `Nested folders are streams, and what is excluded or hidden takes along what is below`() async throws {
        let pages = [
            Graph.page(
                [
                    Self.folder("deep", in: "child"), Self.folder("child", in: "inbox"),
                    Self.folder("inbox", in: "root"),
                    Self.folder("secret", in: "hidden"),
                ],
                next: Self.next(1)
            ), Graph.page([], next: Self.next(2)),
            Graph.page(
                [
                    Self.folder("hidden", in: "root", #","isHidden":true"#), Self.folder("junk", in: "root"),
                    Self.folder("below junk", in: "junk"), Self.folder("circle", in: "circle"),
                    Self.folder(
                        "search",
                        in: "root",
                        ##","@odata.type":"#microsoft.graph.mailSearchFolder""##
                    ), Self.folder("in search", in: "search"), Self.folder("gone", in: "root"),
                    #"{"id":"gone","@removed":{"reason":"deleted"}}"#,
                ],
                delta: Self.delta
            ),
        ]
        let folders = try await Self.folders(Self.transport(pages, wellKnown: ["junkemail": "junk", "inbox": "inbox"]))
        #expect(folders == ["child", "circle", "deep", "in search", "inbox"])
    }

    @Test
    func `A page of the list asks once, and says where it goes on and what it told`() async throws {
        let pages = [Graph.page([Self.folder("a")], next: Self.next(1)), Graph.page([], next: Self.next(1))]
        let transport = Self.transport(pages)
        var configuration = GraphSource.Configuration()
        configuration.calendars = .leaveOut
        let source = GraphSource(client: try Graph.client(transport), configuration: configuration, now: Graph.now)
        let owner = StreamOwner.mailbox(Mailbox(address: try #require(EmailAddress("anna@example.com"))))
        let first = try await source.streams(of: owner, after: nil)
        #expect(first.told == ["a"])
        let second = try await source.streams(of: owner, after: first.next)
        #expect(second.told.isEmpty)
        // Whoever follows the pages sees that this leads back.
        #expect(second.next == first.next)
        #expect(await transport.exchanges.count == 2)
    }

    @Test(arguments: [[:], ["inbox": "elsewhere"]])
    func `A list without the inbox is no whole list`(wellKnown: [String: String]) async throws {
        let transport = Self.transport([Graph.page([Self.folder("a")], delta: Self.delta)], wellKnown: wellKnown)
        let error = await #expect(throws: SourceError.self) { try await Self.folders(transport) }
        #expect(error?.code == .badAnswer)
        #expect(error?.scope == .part)
        #expect(error?.retry == .never)
        #expect(error?.message.contains("inbox") == true)
    }

    @Test(arguments: [(500, ""), (403, "ErrorAccessDenied"), (400, "ErrorInvalidUrlQuery")])
    func `While nobody can tell which the junk is, what may be junk is left out`(status: Int, code: String) async throws
    {
        let tree = [
            Self.folder("I"), Self.folder("I1", in: "I"), Self.folder("S"), Self.folder("mine"), Self.folder("D"),
        ]
        let transport = ScriptedTransport { exchange in
            let path = exchange.request.path ?? ""
            if path == Self.list { return Graph.page(tree, delta: Self.delta) }
            if path.contains("/junkemail") { return Graph.failure(status, code) }
            for (name, id) in ["inbox": "I", "sentitems": "S", "drafts": "D"] where path.contains("/\(name)?") {
                return Graph.answer(#"{"id":"\#(id)"}"#)
            }
            return Graph.failure(404, "ErrorItemNotFound")
        }
        var configuration = GraphSource.Configuration()
        configuration.calendars = .leaveOut
        let source = GraphSource(client: try Graph.client(transport), configuration: configuration, now: Graph.now)
        let (streams, failures) = try await Graph.list(source)
        #expect(streams.map(\.folder) == ["I", "I1", "S"])
        #expect(failures.map(\.scope) == [.part])
        #expect(failures.first?.message.contains("junkemail") == true)
    }

    @Test(
        "What keeps the folders from being read concerns their list, or all of the mailbox",
        arguments: [
            (404, "MailboxNotEnabledForRESTAPI", .noMailbox, .mailbox),
            (403, "ErrorAccessDenied", .accessDenied, .part),
            (410, "SyncStateNotFound", .unavailable, .part), (429, "ApplicationThrottled", .throttled, .mailbox),
            (500, "", .unavailable, .part),
        ] as [(Int, String, SourceError.Code, SourceError.Scope)]
    )
    func failures(status: Int, code: String, becomes: SourceError.Code, of scope: SourceError.Scope) async throws {
        let transport = ScriptedTransport { _ in Graph.failure(status, code) }
        let error = await #expect(throws: SourceError.self) { try await Self.folders(transport) }
        #expect(error?.code == becomes)
        #expect(error?.scope == scope)
    }

    @Test(arguments: [(403, "ErrorAccessDenied"), (500, "")])
    func `Calendars are listed where the folders cannot be`(status: Int, code: String) async throws {
        let calendars = #"{"value":[{"id":"C","isDefaultCalendar":true}]}"#
        for (isRefused, answer) in [(false, Graph.answer(calendars)), (true, Graph.failure(status, code))] {
            let transport = ScriptedTransport { exchange in
                let path = exchange.request.path ?? ""
                if path.contains("/calendars") { return answer }
                if path.contains("/mailFolders") { return Graph.failure(status, code) }
                return Graph.answer("{}")
            }
            let source = GraphSource(client: try Graph.client(transport), now: Graph.now)
            let (streams, failures) = try await Graph.list(source)
            #expect(streams.map(\.folder) == (isRefused ? [] : ["C"]) && streams.allSatisfy { $0.kind == .calendar })
            #expect(failures.map(\.scope) == (isRefused ? [.part, .part] : [.part]))
            #expect(failures.first?.message.contains("list of folders") == true)
        }
    }

    @Test
    func `A well-known folder that cannot be asked for is not taken for one that is not there`() async throws {
        let transport = ScriptedTransport { exchange in
            exchange.request.path == Self.list
                ? Graph.page([Self.folder("a")], delta: Self.delta) : Graph.failure(503, "")
        }
        let error = await #expect(throws: SourceError.self) { try await Self.folders(transport) }
        #expect(error?.code == .throttled)
    }
}
