import MailboxReading
import Testing

struct FolderTests {
    private static let parents = [
        "inbox": "root", "sub": "inbox", "junk": "root", "below": "junk", "mine": "root", "a": "b", "b": "a",
    ]
    private static let tree = FolderTree(parents.map { (id: $0.key, parent: Optional($0.value)) })

    @Test func `A path ends where nothing more is known, and a circle where it began`() {
        #expect(Self.tree.path(to: "sub") == ["sub", "inbox", "root"])
        #expect(Self.tree.path(to: "a") == ["a", "b"])
        #expect(Self.tree.path(to: "stranger") == ["stranger"])
    }

    @Test func `A folder is inside of itself and of all above it`() {
        let junk = ["inbox", "sub", "junk", "below", "mine", "a"].filter { Self.tree.isInside($0, of: ["junk", "b"]) }
        #expect(junk == ["junk", "below", "a"])
        #expect(!Self.tree.isInside("inbox", of: []))
    }

    @Test func `Each item gets one word, where it was first mentioned`() {
        var news = PageNews<String>()
        let isNew = [
            news.add("a1", about: "a"), news.add("b1", about: "b"), news.add("a2", about: "a"),
            news.add("b2", about: "b") { earlier, later in earlier + later },
        ]
        #expect(isNew == [true, true, false, false])
        #expect(news.words == ["a2", "b1b2"])
    }
}
