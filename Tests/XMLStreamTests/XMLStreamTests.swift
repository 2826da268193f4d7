import Testing
import XMLStream

struct XMLStreamTests {
    private static let none = XMLVocabulary.noNamespace
    private static let unknown = XMLVocabulary.unknown

    @Test func `A name's token is its position in the vocabulary`() throws {
        let root = try read(#"<x:c xmlns:x="urn:x"><d xmlns="urn:y"/><b/><other/><x:e/><b xmlns="urn:z"/></x:c>"#).root
        #expect([root.namespace, root.name] == [0, 2])
        #expect(root.children.map(\.namespace) == [1, Self.none, Self.none, 0, Self.unknown])
        #expect(root.children.map(\.name) == [3, 1, Self.unknown, 4, 1])
        #expect(root.children.map(\.localName) == ["d", "b", "", "e", "b"])
    }

    @Test func `Prefixes do not matter, only what they stand for`() throws {
        let plain = try read(#"<a xmlns="urn:x"><b xmlns="urn:y"/></a>"#).root.outline
        #expect(try read(#"<q:a xmlns:q="urn:x"><q:b xmlns:q="urn:y"/></q:a>"#).root.outline == plain)
        #expect(try read(#"<p:a xmlns:p="urn:x" xmlns:r="urn:y"><r:b/></p:a>"#).root.outline == plain)
    }

    @Test func `An attribute is found by its name and namespace`() throws {
        let root = try read(#"<a b="1" x:b="2" xmlns:x="urn:x" x:c="" unknown="3" y:d="4" xmlns:y="urn:z"/>"#).root
        #expect(root.attribute(1) == "1")
        #expect(root.attribute(1, namespace: 0) == "2")
        #expect(root.attribute(2) == nil)
        #expect(root.attribute(2, namespace: 0) == "")
        #expect(root.attribute(3, namespace: XMLVocabulary.unknown) == "4")
        #expect(root.withAttribute(1) { Array($0) } == [UInt8(ascii: "1")])
        #expect(root.withAttribute(0) { $0.count } == nil)
    }

    @Test func `Text is what stands directly in an element, in all its pieces`() throws {
        let root = try read(
            "<a> x<b>in<c/>ner</b>y<!-- no --><![CDATA[<&>]]><?p no?>z&#33;<b/>&amp;&lt;&gt;&quot;&apos;\r\n</a>"
        ).root
        #expect(root.text == " xy<&>z!&<>\"'\n")
        #expect(root.withText { Array($0) } == Array(" xy<&>z!&<>\"'\n".utf8))
        #expect(root.children.map(\.text) == ["inner", ""])
        #expect(root.first(1)?.first(2)?.withText { $0.count } == 0)
    }

    @Test func `Attribute values are normalized as XML 1.0 says`() throws {
        let root = try read("<a b='x\n\ty&#10;&#9;z &quot;&lt;&#x1F600;&amp;&#38;&amp;#38;'/>").root
        #expect(root.attribute(1) == "x  y\n\tz \"<\u{1F600}&&&#38;")
    }

    @Test func `The first child of a name is the direct one`() throws {
        let root = try read("<a><b><c>deep</c></b><c>first</c><c>second</c></a>").root
        #expect(root.first(2)?.text == "first")
        #expect(root.first(0) == nil)
        #expect(root.first(3) == nil)
        #expect(root.children.map(\.text) == ["", "first", "second"])
    }

    @Test(arguments: [
        "<a/>", " \r\n\t<a></a>\n ", "<?xml version=\"1.0\"?><a/>", "<?xml version='1.0' encoding='UTF-8'?><a/>",
        "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<a/>", "\u{FEFF}<a/>",
        "\u{FEFF}<?xml version='1.0' encoding='utf-8'?><a/>", "<!-- x --><?x?><a/><!-- x --><?x?>\n",
        "<?xml version='1.0' encoding='us-ascii'?><a/>",
    ])
    func `What may stand around the root element is accepted`(text: String) throws {
        for size in [1, 2, 3, .max] {
            let document = try read(chunks: Array(text.utf8).chunks(of: size), .small)
            #expect(document.root.outline == "65534:0 \"\"()")
        }
    }

    @Test func `A document type declaration that is only mentioned is no reason to refuse`() throws {
        let root = try read("<a><!-- <!DOCTYPE a> --><![CDATA[<!DOCTYPE a>]]>&lt;!DOCTYPE a&gt;</a>").root
        #expect(root.text == "<!DOCTYPE a><!DOCTYPE a>")
    }

    @Test func `A document outlives its stream and can be read from several tasks`() async throws {
        let document = try read("<a>" + String(repeating: "<b>x</b>", count: 1000) + "</a>")
        let lengths = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 { group.addTask { document.root.children.reduce(0) { $0 + $1.text.utf8.count } } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(lengths == [1000, 1000, 1000, 1000])
    }

    @Test func `An error that reading a text throws is passed on with its type`() throws {
        struct Stop: Error {}
        let root = try read("<a b=''>x</a>").root
        #expect(throws: Stop.self) { try root.withText { _ throws(Stop) in throw Stop() } }
        #expect(throws: Stop.self) { try root.withAttribute(1) { _ throws(Stop) in throw Stop() } }
    }
}
