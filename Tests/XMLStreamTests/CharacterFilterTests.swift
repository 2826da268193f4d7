import Testing
import XMLStream

/// What becomes of characters that XML 1.0 forbids, as seen in the text of an element.
struct CharacterFilterTests {
    /// The text of `<a>…</a>` around `bytes`, for every way to cut the document in two and for single bytes.
    private func texts(around bytes: [UInt8]) throws -> Set<String> {
        let document = Array("<a>".utf8) + bytes + Array("</a>".utf8)
        var texts: Set<String> = []
        for cut in 0...document.count {
            texts.insert(try read(chunks: [document[..<cut], document[cut...]], .small).root.text)
        }
        texts.insert(try read(chunks: document.chunks(of: 1), .small).root.text)
        return texts
    }

    @Test(arguments: [
        ("&#x0;", "\u{FFFD}"), ("&#x1;", "\u{FFFD}"), ("&#x1F;", "\u{FFFD}"), ("&#x1f;", "\u{FFFD}"),
        ("&#0;", "\u{FFFD}"),
        ("&#31;", "\u{FFFD}"), ("&#11;&#12;", "\u{FFFD}\u{FFFD}"), ("&#x0000000000000000000000000000000B;", "\u{FFFD}"),
        ("&#xD83D;&#xDE00;", "\u{FFFD}\u{FFFD}"), ("&#55357;", "\u{FFFD}"), ("&#xDFFF;", "\u{FFFD}"),
        ("&#xFFFE;", "\u{FFFD}"),
        ("&#xffff;", "\u{FFFD}"), ("&#65535;", "\u{FFFD}"), ("&#x110000;", "\u{FFFD}"), ("&#1114112;", "\u{FFFD}"),
        ("&#x100000041;", "\u{FFFD}"), ("&#18446744073709551681;", "\u{FFFD}"),
        ("x&#x1;y&#x2;z", "x\u{FFFD}y\u{FFFD}z"),
        ("&amp;#x1;", "&#x1;"), ("&#38;#x1;", "&#x1;"),
    ])
    func `A reference to what is no character becomes a replacement character`(source: String, text: String) throws {
        #expect(try texts(around: Array(source.utf8)) == [text])
    }

    @Test(arguments: [
        ("&#9;", "\t"), ("&#xA;", "\n"), ("&#xd;", "\r"), ("&#13;&#10;", "\r\n"), ("&#32;", " "), ("&#x00000020;", " "),
        ("&#127;", "\u{7F}"), ("&#x85;", "\u{85}"), ("&#xD7FF;", "\u{D7FF}"), ("&#xE000;", "\u{E000}"),
        ("&#xFFFD;", "\u{FFFD}"), ("&#x10000;", "\u{10000}"), ("&#x10FFFF;", "\u{10FFFF}"),
        ("&#1114111;", "\u{10FFFF}"),
        ("&#000000000000000000000000000000000065;", "A"), ("&lt;&gt;&quot;&apos;&amp;", "<>\"'&"),
    ])
    func `A legal reference means what it meant`(source: String, text: String) throws {
        #expect(try texts(around: Array(source.utf8)) == [text])
    }

    @Test(arguments: [0x00...0x08, 0x0B...0x0C, 0x0E...0x1F] as [ClosedRange<UInt8>])
    func `A raw control character becomes a replacement character`(range: ClosedRange<UInt8>) throws {
        for byte in range {
            #expect(try texts(around: [0x78, byte, 0x79]) == ["x\u{FFFD}y"], "\(byte)")
        }
    }

    @Test(
        arguments: [
            [0x80], [0xBF, 0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE2, 0x82], [0xE2, 0x28, 0xA1],
            [0xE0, 0x80, 0x80],
            [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], [0xED, 0x9F, 0xBF], [0xF0, 0x9F, 0x98], [0xF0, 0x9F, 0x98, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE],
            [0xE4, 0xB8, 0xAD, 0xE4, 0xB8],
            [0xC3, 0xA4, 0xC3, 0xC3, 0xA4], [0xEF, 0xBF, 0xBD], [0xE2, 0x82, 0xAC, 0x80],
            [0xF0, 0x9F, 0xF0, 0x9F, 0x98, 0x80],
        ] as [[UInt8]]
    )
    func `Bytes that are not UTF-8 are replaced as Unicode recommends`(bytes: [UInt8]) throws {
        #expect(try texts(around: [0x78] + bytes + [0x79]) == ["x" + String(decoding: bytes, as: UTF8.self) + "y"])
        #expect(try texts(around: bytes) == [String(decoding: bytes, as: UTF8.self)])
    }

    @Test func `The two noncharacters of XML are replaced, those of Unicode are not`() throws {
        #expect(try texts(around: [0xEF, 0xBF, 0xBE]) == ["\u{FFFD}"])
        #expect(try texts(around: [0xEF, 0xBF, 0xBF]) == ["\u{FFFD}"])
        #expect(try texts(around: [0xEF, 0xB7, 0x90]) == [String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self)])
        #expect(
            try texts(around: [0xF0, 0x9F, 0xBF, 0xBE]) == [String(decoding: [0xF0, 0x9F, 0xBF, 0xBE], as: UTF8.self)]
        )
    }

    @Test func `Attributes are filtered, too`() throws {
        #expect(try read("<a b='x&#x1;\u{2}&#65;'/>").root.attribute(1) == "x\u{FFFD}\u{FFFD}A")
    }

    @Test(arguments: [
        ("<![CDATA[&#65;&#x1;&#;&#x &#12]]>", "&#65;\u{FFFD}&#;&#x &#12"), ("<![CDATA[]]&#x1;]]>", "]]\u{FFFD}"),
        ("<![CDATA[&#]]>", "&#"), ("<![CDATA[&]]>x<![CDATA[#x1;]]>", "&x#x1;"), ("<!--&#x1;&#--><?p &#x1;&#?>", ""),
        (
            "<![CDATA[&#0000000000000000000000000000000000000000000000000000]]>",
            "&#0000000000000000000000000000000000000000000000000000"
        ),
    ])
    func `What only looks like a reference stays text and breaks nothing`(source: String, text: String) throws {
        #expect(try texts(around: Array(source.utf8)) == [text])
    }

    @Test func `A reference with a million leading zeros is read in single bytes`() throws {
        let document =
            "<a>&#x" + String(repeating: "0", count: 1_000_000) + "1;&#x" + String(repeating: "0", count: 9_000)
            + "41;</a>"
        #expect(try read(chunks: Array(document.utf8).chunks(of: 1000), .small).root.text == "\u{FFFD}A")
    }

    @Test(arguments: 0..<40)
    func `Any bytes become what a decoder makes of them, in any chunks`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let pool: [[UInt8]] = [
            [0x61], [0x20], [0x0A], [0x00], [0x1B], [0x1F], [0x7F], [0x80], [0xBF], [0xC3], [0xC3, 0xA4], [0xE2, 0x82],
            [0xE2, 0x82, 0xAC],
            [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBE], [0xEF, 0xBF], [0xF0, 0x9F, 0x98, 0x80], [0xF0, 0x9F], [0xF4, 0x90],
            [0xFF],
            Array("plain ASCII text of some length".utf8), Array("漢字かな交じり文".utf8), Array("Привет, мир".utf8),
        ]
        var bytes: [UInt8] = []
        for _ in 0..<400 {
            bytes +=
                Bool.random(using: &generator)
                ? pool.randomElement(using: &generator) ?? [] : [UInt8.random(in: 0...255, using: &generator)]
        }
        // Markup, and the carriage return that XML turns into a line feed, are not the matter here.
        bytes.removeAll { $0 == 0x3C || $0 == 0x26 || $0 == 0x0D || $0 == 0x5D }
        let expected = String(
            String.UnicodeScalarView(
                String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
                    let isForbidden = scalar.value < 0x20 && scalar != "\t" && scalar != "\n"
                    return isForbidden || scalar == "\u{FFFE}" || scalar == "\u{FFFF}" ? "\u{FFFD}" : scalar
                }
            )
        )
        let document = Array("<a>".utf8) + bytes + Array("</a>".utf8)
        for _ in 0..<10 {
            let chunks = document.randomChunks(using: &generator)
            #expect(try read(chunks: chunks, .small).root.text.unicodeScalars.elementsEqual(expected.unicodeScalars))
        }
    }
}
