import Testing
import XMLStream

/// What is no document, and why.
struct RefusalTests {
    @Test(arguments: ["", " ", "\r\n\t \n"])
    func `Nothing is not a document`(text: String) {
        #expect(refusal(of: text.utf8) == .empty)
        #expect(refusal(of: text.utf8, chunkSize: 1) == .empty)
    }

    @Test(arguments: [
        "<", "<a", "<a b='", "<a>", "<a>text", "<a>&am", "<a>&#x4", "<a><b/>", "<a></a", "<a><![CDATA[x]]", "<a><!-- ",
        "<?xml version='1.0'?>", "<!-- x -->", "<a/><!-- x", "<a/>\n<?x ",
    ])
    func `What ends too early is cut off`(text: String) {
        for size in [1, 4, .max] {
            #expect(refusal(of: text.utf8, chunkSize: size) == .truncated, "\(size)")
        }
    }

    @Test(arguments: [
        "x", "<a></b>", "<a", "<a>&nbsp;</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>&#12a;</a>", "<a>& b</a>", "<a b=1/>",
        "<a b='1' b='2'/>", "<a b='<'/>", "<p:a/>", "<a p:b=''/>", "<a xmlns:p=''/>", "<a>]]></a>",
        "<a><!-- -- --></a>",
        "<a><?xml version='1.0'?></a>", "<a/>\n<?xml version='1.0'?><a/>", "</a>", "<a/ >", "<1/>",
        "<a x:b='' y:b='' xmlns:x='u' xmlns:y='u'/>",
        "<html><body><br></body></html>", "{\"a\":1}", "<?xml version='1.0' encoding='utf-16'?><a/>",
    ])
    func `What is not well-formed is refused`(text: String) {
        for size in [1, 4, .max] {
            let code = refusal(of: text.utf8, chunkSize: size)
            #expect(code == .malformed || code == .truncated, "\(size)")
        }
    }

    @Test(arguments: [
        "<a/>x", "<a/>\n\nx", "<a/><a/>", "<a></a>\n<a></a>", "<a/>=== Truncated Data ===", "<a/>&amp;", "<a/>\0",
        "<a/></a>", "<a/><![CDATA[]]>",
    ])
    func `Nothing but comments may follow the root element`(text: String) {
        for size in [1, 4, .max] {
            let code = refusal(of: text.utf8, chunkSize: size)
            #expect(code == .trailingContent, "\(size)")
        }
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
        "<!DOCTYPE a PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://127.0.0.1:1/x.dtd\"><a/>",
        "<?xml version='1.0'?>\n<!-- x --><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/\"> %x;]><a/>",
        "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;\">]><a>&d;</a>",
        "<!DOCTYPE a [<!ATTLIST a b CDATA \"default\">]><a/>",
    ])
    func `A document type declaration is refused as soon as it is seen`(text: String) throws {
        let bytes = Array(text.utf8)
        #expect(refusal(of: bytes) == .doctype)
        #expect(refusal(of: bytes, chunkSize: 1) == .doctype)
        let declaration = Array(try #require(text.split(separator: "<a", maxSplits: 1).first).utf8)
        var stream = XMLTokenStream(vocabulary: .small)
        #expect(throws: XMLError.self) { try stream.push(declaration) }
    }

    @Test func `Entities that nobody declared do not exist`() {
        #expect(refusal(of: "<a b='&x;'/>".utf8) == .malformed)
        #expect(refusal(of: "<a>&x;</a>".utf8, chunkSize: 1) == .malformed)
    }

    @Test(
        arguments: [
            [0xFE, 0xFF, 0x00, 0x3C, 0x00, 0x61, 0x00, 0x2F, 0x00, 0x3E],
            [0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00, 0x2F, 0x00, 0x3E, 0x00],
            [0x00, 0x3C, 0x00, 0x61, 0x00, 0x2F, 0x00, 0x3E], [0x3C, 0x00, 0x61, 0x00, 0x2F, 0x00, 0x3E, 0x00],
            Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>\u{E9}</a>".utf8),
            Array("<?xml version='1.0' encoding='windows-1252'?><a/>".utf8),
        ] as [[UInt8]]
    )
    func `Only UTF-8 is read`(bytes: [UInt8]) {
        #expect(refusal(of: bytes) == .encoding)
        #expect(refusal(of: bytes, chunkSize: 1) == .encoding)
    }

    @Test func `A refused document stays refused`() {
        var stream = XMLTokenStream(vocabulary: .small)
        #expect(throws: XMLError.self) { try stream.push(Array("<a></b>".utf8)) }
        #expect(throws: XMLError.self) { try stream.push(Array("<a/>".utf8)) }
        do {
            _ = try stream.finish()
            Issue.record("a document came out")
        } catch {
            #expect(error.code == .malformed)
        }
    }

    @Test func `An error names the line and nothing of the text`() throws {
        let error = try #require(throws: XMLError.self) { _ = try read("<a>\n\n<secret>\n</wrong></a>") }
        #expect(error.line == 4)
        #expect(error.description == "malformed XML (libxml2 error 76), line 4")
    }
}

/// Each limit at its last allowed and its first forbidden value.
struct LimitTests {
    private func limits(_ change: (inout XMLLimits) -> Void) -> XMLLimits {
        var limits = XMLLimits()
        change(&limits)
        return limits
    }

    @Test func `Elements nest 256 deep and no deeper`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(refusal(of: nested(256).utf8) == nil)
        #expect(refusal(of: nested(257).utf8) == .limit(.depth))
        #expect(refusal(of: String(repeating: "<a>", count: 1_000_000).utf8) == .limit(.depth))
        #expect(refusal(of: "<a/>".utf8, limits: limits { $0.depth = 0 }) == .limit(.depth))
        #expect(refusal(of: "<a><b/></a>".utf8, chunkSize: 1, limits: limits { $0.depth = 1 }) == .limit(.depth))
    }

    @Test func `A run of text or an attribute has at most so many bytes`() {
        let ten = limits { $0.textBytes = 10 }
        #expect(refusal(of: "<a>0123456789<b/>0123456789</a>".utf8, limits: ten) == nil)
        #expect(refusal(of: "<a>0123456789x</a>".utf8, limits: ten) == .limit(.textBytes))
        #expect(
            refusal(of: "<a>01234<!-- -->56789<![CDATA[x]]></a>".utf8, chunkSize: 1, limits: ten) == .limit(.textBytes)
        )
        #expect(refusal(of: "<a b='0123456789'/>".utf8, limits: ten) == nil)
        #expect(refusal(of: "<a b='0123456789x'/>".utf8, limits: ten) == .limit(.textBytes))
    }

    @Test func `A document has at most so many bytes`() {
        let ten = limits { $0.documentBytes = 10 }
        #expect(refusal(of: "<a>123</a>".utf8, limits: ten) == nil)
        #expect(refusal(of: "<a>1234</a>".utf8, limits: ten) == .limit(.documentBytes))
        #expect(refusal(of: "<a>1234</a>".utf8, chunkSize: 1, limits: ten) == .limit(.documentBytes))
    }

    @Test func `Elements, attributes and texts are counted together`() {
        let five = limits { $0.nodes = 5 }
        #expect(refusal(of: "<a b=''>x<c/>y</a>".utf8, limits: five) == nil)
        #expect(refusal(of: "<a b=''>x<c/>y<d/></a>".utf8, limits: five) == .limit(.nodes))
        #expect(refusal(of: "<a b=''>x<c d=''/>y</a>".utf8, limits: five) == .limit(.nodes))
    }

    @Test func `Ten megabytes of text without markup are read in time that grows with their length`() throws {
        let text = String(repeating: "0123456789", count: 999_999)
        let document = try read(chunks: Array("<a>\(text)</a>".utf8).chunks(of: 16_384), .small)
        #expect(document.root.withText { $0.count } == 9_999_990)
    }
}
