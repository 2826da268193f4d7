import OData
import Testing

struct LinkTests {
    private static let root = "https://graph.microsoft.com/v1.0"

    @Test(
        "A link to the root's own scheme, host and port is asked for as it came",
        arguments: [
            ("/v1.0/users/delta?$skiptoken=a", "/v1.0/users/delta?$skiptoken=a"),
            (":443/v1.0/users/delta?$deltatoken=a%2Fb", "/v1.0/users/delta?$deltatoken=a%2Fb"),
            ("/v1.0/me/mailfolders('A==')/delta?$skiptoken=x", "/v1.0/me/mailfolders('A==')/delta?$skiptoken=x"),
            ("/beta/x?next=https://evil.example/", "/beta/x?next=https://evil.example/"),
            ("/x?a=/../b//c", "/x?a=/../b//c"),
            ("/x?a@b", "/x?a@b"),
            ("/a...b/..c/x", "/a...b/..c/x"),
        ]
    )
    func accepted(rest: String, path: String) throws {
        let root = try #require(ODataRoot(url: Self.root))
        let link = try #require(ODataLink("https://graph.microsoft.com" + rest, root: root))
        #expect(link.text == "https://graph.microsoft.com" + rest)
        #expect(link.target.path == path)
    }

    @Test
    func `Scheme and host are compared without regard to case, and the rest is kept`() throws {
        let root = try #require(ODataRoot(url: Self.root))
        #expect(ODataLink("HTTPS://Graph.Microsoft.COM/V1.0/X", root: root)?.target.path == "/V1.0/X")
    }

    @Test(
        "A link that leads elsewhere, or that can be read in two ways, is refused",
        arguments: [
            // Other schemes.
            "http://graph.microsoft.com/v1.0/x", "ftp://graph.microsoft.com/v1.0/x", "file:///v1.0/x",
            "javascript:alert(1)//graph.microsoft.com/", "data:,x", "wss://graph.microsoft.com/v1.0/x",
            "https:graph.microsoft.com/v1.0/x", "https:/graph.microsoft.com/v1.0/x",
            "https:///graph.microsoft.com/v1.0/x", "https:\\\\graph.microsoft.com/v1.0/x",
            // No scheme, or none at the beginning.
            "", "/", "/v1.0/x", "//graph.microsoft.com/v1.0/x", "///graph.microsoft.com/v1.0/x", "?$skiptoken=x",
            "graph.microsoft.com/v1.0/x", "://graph.microsoft.com/v1.0/x", " https://graph.microsoft.com/v1.0/x",
            "\thttps://graph.microsoft.com/v1.0/x", "\u{FEFF}https://graph.microsoft.com/v1.0/x",
            "\\\\graph.microsoft.com\\v1.0", "url:https://graph.microsoft.com/v1.0/x",
            // Other hosts.
            "https://evil.example/v1.0/x", "https://evil.example/graph.microsoft.com/v1.0/x",
            "https://graph.microsoft.com.evil.example/v1.0/x", "https://evilgraph.microsoft.com/v1.0/x",
            "https://evil.graph.microsoft.com/v1.0/x", "https://graph.microsoft.us/v1.0/x",
            "https://graph.microsoft.com./v1.0/x", "https://graph.microsoft.co/v1.0/x",
            "https://microsoft.com/v1.0/x", "https://[::1]/v1.0/x", "https://127.0.0.1/v1.0/x",
            "https://2130706433/v1.0/x", "https://169.254.169.254/metadata", "https://localhost/v1.0/x",
            "https:///v1.0/x", "https://", "https://?x", "https://#x",
            // Names that look the same.
            "https://gr\u{430}ph.microsoft.com/v1.0/x", "https://xn--grph-43d.microsoft.com/v1.0/x",
            "https://graph\u{3002}microsoft\u{3002}com/v1.0/x", "https://graph.microsoft\u{FF0E}com/v1.0/x",
            "https://\u{FF47}raph.microsoft.com/v1.0/x", "https://graph.micro\u{AD}soft.com/v1.0/x",
            "https://graph.microsoft.com\u{200B}/v1.0/x", "https://gra\u{301}ph.microsoft.com/v1.0/x",
            // Users.
            "https://user@graph.microsoft.com/v1.0/x", "https://graph.microsoft.com@evil.example/v1.0/x",
            "https://graph.microsoft.com:443@evil.example/v1.0/x", "https://a:b@graph.microsoft.com/v1.0/x",
            "https://@graph.microsoft.com/v1.0/x", "https://graph.microsoft.com%40evil.example/v1.0/x",
            // Ports.
            "https://graph.microsoft.com:444/v1.0/x", "https://graph.microsoft.com:80/v1.0/x",
            "https://graph.microsoft.com:/v1.0/x", "https://graph.microsoft.com:0443/v1.0/x",
            "https://graph.microsoft.com:65979/v1.0/x", "https://graph.microsoft.com:443:443/v1.0/x",
            "https://graph.microsoft.com:+443/v1.0/x", "https://graph.microsoft.com:4a3/v1.0/x",
            // Characters on which programs disagree.
            "https://graph.microsoft.com\\@evil.example/v1.0/x", "https://evil.example\\@graph.microsoft.com/v1.0/x",
            "https://graph.microsoft.com\\v1.0\\x", "https://graph.microsoft.com/v1.0\\..\\x",
            "https://graph.microsoft.com/v1.0/x\tz", "https://graph.microsoft.com/v1.0/x\r\nHost: evil.example",
            "https://graph.microsoft.com /v1.0/x", "https://graph.microsoft.com[]/v1.0/x",
            "https://[graph.microsoft.com]/x",
            "https://graph.microsoft.com/v1.0/x\u{0}", "https://graph.microsoft.com/v1.0/x\u{7F}",
            "https://graph.microsoft.com\t/v1.0/x", "https://graph.microsoft.com\n.evil.example/v1.0/x",
            "https://gr%61ph.microsoft.com/v1.0/x", "https://graph.microsoft.com\u{E9}/v1.0/x",
            // No path, a fragment, or a path that is another one.
            "https://graph.microsoft.com", "https://graph.microsoft.com?x", "https://graph.microsoft.com#x",
            "https://graph.microsoft.com/v1.0/x#y", "https://graph.microsoft.com/#",
            "https://graph.microsoft.com//evil.example/x", "https://graph.microsoft.com/v1.0/../x",
            "https://graph.microsoft.com/v1.0/./x", "https://graph.microsoft.com/v1.0/%2e%2E/x",
            "https://graph.microsoft.com/v1.0/.%2e/x", "https://graph.microsoft.com/v1.0//x",
            "https://graph.microsoft.com/v1.0/..", "https://graph.microsoft.com/",
        ]
    )
    func refused(link: String) throws {
        let root = try #require(ODataRoot(url: Self.root))
        #expect(ODataLink(link, root: root) == nil)
    }

    @Test(
        "What a service forgot to escape is escaped behind the host, and only once",
        arguments: [
            ("/v1.0/x?$skiptoken=a b'[c]", "/v1.0/x?$skiptoken=a%20b'%5Bc%5D"),
            ("/v1.0/x y/z", "/v1.0/x%20y/z"), ("/x?a=\"b\"<c>", "/x?a=%22b%22%3Cc%3E"),
            ("/x?a={b}|c^d`e", "/x?a=%7Bb%7D%7Cc%5Ed%60e"), ("/M\u{FC}ller?a=\u{1F4E7}", "/M%C3%BCller?a=%F0%9F%93%A7"),
            ("/x?a=%20b c%5B", "/x?a=%20b%20c%5B"), ("/x?a=b%", "/x?a=b%"), ("/x ", "/x%20"),
        ]
    )
    func escaped(rest: String, path: String) throws {
        for host in ["https://graph.microsoft.com", "http://[::1]:8080"] {
            let root = try #require(ODataRoot(url: host + "/v1.0"))
            let link = try #require(ODataLink(host + rest, root: root))
            #expect(link.target.path == path)
            #expect(link.text == host + path)
            #expect(ODataLink(link.text, root: root) == link)
        }
    }

    @Test
    func `A link may have 32,768 bytes and no more`() throws {
        let root = try #require(ODataRoot(url: Self.root))
        let start = "https://graph.microsoft.com/v1.0/x?"
        let longest = start + String(repeating: "a", count: ODataLink.longest - start.utf8.count)
        #expect(ODataLink(longest, root: root)?.text == longest)
        #expect(ODataLink(longest + "a", root: root) == nil)
    }

    @Test
    func `A port and a plain scheme of the root are the link's as well`() throws {
        let root = try #require(ODataRoot(url: "http://127.0.0.1:8080/v1.0/"))
        #expect(ODataLink("http://127.0.0.1:8080/v1.0/x", root: root)?.target.path == "/v1.0/x")
        for other in ["http://127.0.0.1/v1.0/x", "https://127.0.0.1:8080/v1.0/x", "http://localhost:8080/v1.0/x"] {
            #expect(ODataLink(other, root: root) == nil)
        }
    }

    @Test(
        "A root has a host and plain segments",
        arguments: [
            ("https://graph.microsoft.com/v1.0", "/v1.0"), ("https://graph.microsoft.com/v1.0/", "/v1.0"),
            ("https://graph.microsoft.com", ""), ("https://org.crm4.dynamics.com/api/data/v9.2", "/api/data/v9.2"),
        ]
    )
    func roots(url: String, path: String) {
        #expect(ODataRoot(url: url)?.path == path)
    }

    @Test(
        "Anything else is no root",
        arguments: [
            "", "graph.microsoft.com", "https://", "https://a@b/v1.0", "https://a/v1.0?x", "https://a?x", "https://a#x",
            "https://a/v1.0#x", "https://a//v1.0", "https://a/../v1.0", "https://a/./v1", "https://a/v 1",
            "https://a/v%31", "https://a/v1.0//",
        ]
    )
    func noRoots(url: String) {
        #expect(ODataRoot(url: url) == nil)
    }

    @Test
    func `Segments of a path are escaped, so that none becomes two`() throws {
        let root = try #require(ODataRoot(url: Self.root))
        let target = root.target(["users", "o'neil+a/../b@example.com", "ä?#%"], query: "$select=id")
        #expect(target.path == "/v1.0/users/o%27neil%2Ba%2F..%2Fb%40example.com/%C3%A4%3F%23%25?$select=id")
    }
}
