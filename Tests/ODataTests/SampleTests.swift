import ConnectorTesting
import HTTPTransport
import HTTPTypes
import JSONStream
import OData
import Testing

/// Answers as Microsoft documents them, as far as any collection is read;
/// `Fixtures/graph-samples/INDEX.tsv` says from which page each comes.
struct SampleTests {
    private struct Item: JSONReadable, Equatable {
        let id: String

        init(id: String) {
            self.id = id
        }

        init(json: JSONValue) throws(JSONError) {
            id = try json.required("id")
        }
    }

    private static func read<Result>(
        _ body: some Sequence<UInt8>,
        _ read: (ODataReader, HTTPAnswer) async throws -> Result
    ) async throws -> Result {
        let root = try #require(ODataRoot(url: "https://graph.microsoft.com/v1.0"))
        let answer = HTTPAnswer(contentType: "application/json", body: Array(body), chunk: 100)
        return try await read(ODataReader(root: root, limits: HTTPLimits()), answer)
    }

    /// Without the spaces behind it, so that nothing can be cut off that says nothing.
    private static func sample(_ name: String) throws -> [UInt8] {
        var body = try Fixture.bytes("graph-samples/\(name).json")
        while let last = body.last, last <= 0x20 { body.removeLast() }
        return body
    }

    struct Page: Sendable {
        let name: String
        let ids: [String]
        let isLast: Bool
        /// What comes behind `$skiptoken=` or `$deltatoken=`.
        let token: String
    }

    static let pages = [
        Page(
            name: "calendarview-delta-r1-p1",
            ids: ["AAMkADNVxRAAA=", "AAMkADVxSAAA="],
            isLast: false,
            token: "R0usmcCM996atia_s"
        ),
        Page(
            name: "calendarview-delta-r1-p2",
            ids: ["AAMkADVxTAAA=", "AAMkADVxUAAA="],
            isLast: false,
            token: "R0usmci39OQxqJrxK4"
        ),
        Page(name: "calendarview-delta-r1-p3", ids: ["AAMkADj1HuAAA="], isLast: true, token: "R0usmcMDNGg0J1E"),
        Page(
            name: "calendarview-delta-r2",
            ids: ["AAMkADk0MGFkODE3LWE4MmYtNDRhOS04OGQLkRkXbBznTvAADb6ytyAAA=", "AAMkADj1HvAAA="],
            isLast: true,
            token: "R0usmcFuQtZdtpk4"
        ),
        Page(
            name: "users-delta-initial",
            ids: [
                "ffff7b1a-13b6-477b-8c0c-380905cd99f7", "605d1257-ffff-40b6-8e6f-528a53f5dc55",
                "86462606-fde0-4fc4-9e0c-a20eb73e54c6", "6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0",
            ],
            isLast: false,
            token:
                "oEBwdSP6uehIAxQOWq_3Ksh_TLol6KIm3stvdc6hGhZRi1hQ7Spe__dpvm3U4zReE4CYXC2zOtaKdi7KHlUtC2CbRiBIUwOxPKLa"
        ),
        Page(
            name: "users-delta-final",
            ids: ["25dcffff-959e-4ece-9973-e5d9b800e8cc", "f6ede700-27d0-4c42-bfb9-4dffff43c74a"],
            isLast: true,
            token:
                "oEcOySpF_hWYmTIUZBOIfPzcwisr_rPe8o9M54L45qEXQGmvQC6T2dbL-9O7nSU-njKhFiGlAZqewNAThmCVnNxqPu5gOBegrm1CaVZ-"
                + "ZtFZ2tPOAO98OD9y0ao460"
        ),
        Page(name: "users-delta-empty", ids: [], isLast: true, token: newestUsers),
        Page(
            name: "users-delta-changed-removed",
            ids: ["25dcffff-959e-4ece-9973-e5d9b800e8cc", "8ffff70c-1c63-4860-b963-e34ec660931d"],
            isLast: true,
            token: newestUsers
        ),
    ]

    private static let newestUsers =
        "MF1LuFYbK6Lw4DtZ4o9PDrcGekRP65WEJfDmM0H26l4v9zILCPFiPwSAAeRBghxgiwsXEfywcVQ9R8VEWuYAB50Yw3KvJ-8Z1zamVotGX2b_"
        + "AHVS_Z-3b0NAtmGpod"

    @Test(arguments: pages)
    func `A page of changes has its items and its link, and cut off anywhere it is none`(page: Page) async throws {
        let body = try Self.sample(page.name)
        let found = try await Self.read(body) { try await $0.page($1, of: Item.self) }
        #expect(found.value.map(\.id) == page.ids)
        switch found.continuation {
        case .next(let link): #expect(!page.isLast && link.text.hasSuffix("?$skiptoken=\(page.token)"))
        case .delta(let link): #expect(page.isLast && link.text.hasSuffix("?$deltatoken=\(page.token)"))
        }
        for length in body.indices {
            await #expect(throws: ODataError.answer(.malformed)) {
                try await Self.read(body[..<length]) { try await $0.page($1, of: Item.self) }
            }
        }
        // It ends with what a list never has.
        guard page.isLast else { return }
        await #expect(throws: ODataError.answer(.noContinuation)) {
            try await Self.read(body) { try await $0.listing($1, of: Item.self) }
        }
    }

    static let lists: [(String, [String])] = [
        ("domains-list", ["contoso.com"]), ("messages-list", ["AAMkAGUAAAwTW09AAA="]),
        ("events-list", ["AAMkAGIAAAoZDOFAAA="]),
        (
            "event-instances",
            ["I1sE1TatAAEYAAAAAlNFb2CNPe0ucP9you", "I1ru1JMcAAEYAAAAAlNFb2CNPe0ucP9you"].map { "AAMkAGUzYAg" + $0 }
                + ["I1sa1do_AAEYAAAAAlNFb2CNPe0ucP9you", "I1sw1n3PAAEYAAAAAlNFb2CNPe0ucP9you"].map {
                    "AAMkAGUzYAg" + $0
                }
        ), ("mailfolder-childfolders", ["AAMkAGVmMDEzA", "AAMkAGVmMDEzB"]),
        (
            "mailfolders-list-hidden",
            ["AAMkADg3NTY5MDg4LWMzYmQtNDQzNi05OTgwLWAAA=", "AAMkADg3NTY5MDg4LWMzYmQtNDQzNi05OTgwLWAAA="]
        ),
        (
            "oauth2permissiongrants-list",
            [
                "AVs6JuUDjkCFV7q2gd8QTPimBBgj5iBFj0C6GwwRxC0", "AVs6JuUDjkCFV7q2gd8QTOQDNpSH5-lPk9HjD3Sarjk",
            ]
        ),
    ]

    @Test(arguments: lists)
    func `A list has its items, and cut off anywhere it is none`(name: String, ids: [String]) async throws {
        let body = try Self.sample(name)
        let found = try await Self.read(body) { try await $0.listing($1, of: Item.self) }
        #expect(found.value.map(\.id) == ids)
        #expect(found.next == nil)
        for length in body.indices {
            await #expect(throws: ODataError.answer(.malformed)) {
                try await Self.read(body[..<length]) { try await $0.listing($1, of: Item.self) }
            }
        }
        // It has no place to go on from later.
        await #expect(throws: ODataError.answer(.noContinuation)) {
            try await Self.read(body) { try await $0.page($1, of: Item.self) }
        }
    }

    @Test(arguments: [
        "batch-mixed-results", "error-generic", "event-get", "mailboxsettings-autoreply",
        "mailboxsettings-workinghours",
        "message-moved", "subscription-created", "token-error-invalid-scope", "token-response", "user-get",
        // Lists, but of things without an id.
        "mailfolder-messages-list", "mailfolders-delta", "user-licensedetails",
    ])
    func `What is no collection of things with an id is refused`(name: String) async throws {
        let body = try Self.sample(name)
        await #expect(throws: ODataError.answer(.malformed)) {
            try await Self.read(body) { try await $0.page($1, of: Item.self) }
        }
        await #expect(throws: ODataError.answer(.malformed)) {
            try await Self.read(body) { try await $0.listing($1, of: Item.self) }
        }
    }
}
