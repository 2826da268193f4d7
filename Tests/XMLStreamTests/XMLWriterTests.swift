import Testing
import XMLStream

struct XMLWriterTests {
    private let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"

    @Test func `Elements are written as they are nested`() {
        var writer = XMLWriter()
        writer.element("s:a", ["xmlns:s": "urn:x", "b": "1"]) { writer in
            writer.element("c")
            writer.element("d", ["e": ""], text: "x")
            writer.element("c") { writer in
                writer.text("y")
                writer.element("e")
                writer.text("z")
            }
        }
        let expected = "<s:a xmlns:s=\"urn:x\" b=\"1\"><c/><d e=\"\">x</d><c>y<e/>z</c></s:a>"
        #expect(String(decoding: writer.bytes, as: UTF8.self) == declaration + expected)
    }

    @Test(arguments: [
        ("a&b<c>d\"e'f", "a&amp;b&lt;c&gt;d\"e'f", "a&amp;b&lt;c&gt;d&quot;e'f"),
        ("]]>", "]]&gt;", "]]&gt;"), ("&lt;", "&amp;lt;", "&amp;lt;"),
        ("\t\n", "\t\n", "&#9;&#10;"), ("\r\n", "&#13;\n", "&#13;&#10;"), ("ä漢😀", "ä漢😀", "ä漢😀"),
        (
            "\u{0}\u{8}\u{1F}\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}",
            "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"
        ),
    ])
    func `What is written can never become markup`(value: String, text: String, attribute: String) {
        var writer = XMLWriter()
        writer.element("a", ["b": value], text: value)
        let written = String(decoding: writer.bytes, as: UTF8.self)
        #expect(written == declaration + "<a b=\"\(attribute)\">\(text)</a>")
    }

    @Test(arguments: 0..<20)
    func `Any text is read back as it was written`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let scalars: [Unicode.Scalar] = [
            "a", " ", "<", ">", "&", "'", "\"", "\t", "\n", "\r", "]", ";", "#", "ä", "漢", "😀", "\u{10FFFF}",
        ]
        func random() -> String {
            String(String.UnicodeScalarView((0..<50).compactMap { _ in scalars.randomElement(using: &generator) }))
        }
        for _ in 0..<20 {
            let (text, value) = (random(), random())
            var writer = XMLWriter()
            writer.element("a", ["b": value], text: text)
            let root = try read(chunks: writer.bytes.randomChunks(using: &generator), .small).root
            // Not `==`, which takes canonically equal texts for equal.
            #expect(Array(root.text.unicodeScalars) == Array(text.unicodeScalars))
            #expect(Array((root.attribute(1) ?? "").unicodeScalars) == Array(value.unicodeScalars))
        }
    }

    @Test func `An error in the content is passed on with its type`() {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            var writer = XMLWriter()
            try writer.element("a") { (_) throws(Stop) in throw Stop() }
        }
    }
}
