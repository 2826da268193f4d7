import JSONStream
import Testing

struct JSONTextTests {
    private static func value(_ text: String) throws -> JSONValue {
        try JSONText(Array(text.utf8)).root
    }

    @Test(
        arguments: [
            "", " ", "{", "}", "[", "]", "{]", "[}", "[1 2]", "[1,]", "[,1]", "[,]", "{,}", #"{"a"}"#, #"{"a":}"#,
            #"{"a":1,}"#, #"{"a" 1}"#, #"{a:1}"#, #"{1:1}"#, #"{"a":1]"#, #"["a":1]"#, "nul", "nulll", "True", "1 1",
            "[1]]", "[1]x", "01", "-", "-01", "+1", ".5", "1.", "1.e3", "1e", "1e+", "0x1", "NaN", "Infinity", "'a'",
            #"""#, #""a"#, #""\"#, #""\x""#, #""\u12""#, #""\u12G4""#, #""\u"#, "\"\t\"", "\"\n\"", "\"\u{0}\"",
            "\u{FEFF}1",
            "/* */ 1", "1 // x", "[1,,2]", "{\"a\":1 \"b\":2}", "tru", "f",
        ]
    )
    func `What is no JSON text is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONText(Array(text.utf8)) }
    }

    @Test func `A text that is cut off anywhere is refused`() throws {
        let whole = Array(
            #"{"value":[{"id":"\u00e9\"x","n":-1.5e+3,"t":true,"f":false,"z":null,"l":[[],{}]}],"x":"y"}"#.utf8
        )
        _ = try JSONText(whole)
        for end in 0..<whole.count {
            #expect(throws: JSONError.self) { try JSONText(Array(whole[..<end])) }
        }
    }

    @Test(arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80]])
    func `Bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        #expect(throws: JSONError.self) { try JSONText([quote] + bytes + [quote]) }
    }

    @Test func `Depth has a bound, and what is just within it is read`() throws {
        let deepest = JSONText.deepest
        _ = try JSONText(
            [UInt8](repeating: UInt8(ascii: "["), count: deepest)
                + [UInt8](repeating: UInt8(ascii: "]"), count: deepest)
        )
        let error = #expect(throws: JSONError.self) {
            try JSONText([UInt8](repeating: UInt8(ascii: "["), count: deepest + 1))
        }
        #expect(error?.code == .tooDeep)
        #expect(error?.offset == deepest)
    }

    @Test(
        arguments: [
            (#""""#, ""), (#""plain""#, "plain"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u00e9""#, "é"),
            (#""e\u0301""#, "e\u{301}"), (#""\ud83d\ude00""#, "\u{1F600}"), (#""\ud83d""#, "\u{FFFD}"),
            (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\n""#, "\u{FFFD}\n"),
            (#""\ud83d\ud83d\ude00""#, "\u{FFFD}\u{1F600}"), (#""\u0000""#, "\u{0}"), (#""日本 😀""#, "日本 😀"),
            (#""1234567\"""#, "1234567\""), (#""12345678\"""#, "12345678\""), (#""1234567é90""#, "1234567é90"),
        ]
    )
    func `A text says what it means`(json: String, text: String) throws {
        #expect(try Self.value(json).string?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }

    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("1.0", 1), ("1e3", 1_000), ("-12", -12), ("9223372036854775807", Int.max),
            ("1.5", nil), ("9223372036854775808", nil), ("1e400", nil), ("\"1\"", nil), ("true", nil), ("null", nil),
        ]
    )
    func `A whole number is one however it is written`(json: String, number: Int?) throws {
        #expect(try Self.value(json).integer == number)
    }

    @Test func `A number of any length is kept as it is written`() throws {
        #expect(try Self.value(" -12345678901234567890.10 ").number == "-12345678901234567890.10")
    }

    @Test func `Members are found by name, the last of several, and nothing is found in what is no object`() throws {
        let value = try Self.value(#"{"a":1,"b":{"a":2,"c":[1,2]},"\u0061b":3,"a":4,"":5,"n":null}"#)
        #expect(value["a"]?.integer == 4)
        #expect(value["b"]?["a"]?.integer == 2)
        #expect(value["b"]?["c"]?.elements?.map(\.integer) == [1, 2])
        #expect(value["ab"]?.integer == 3)
        #expect(value[""]?.integer == 5)
        #expect(value["n"]?.isNull == true)
        #expect(value["c"] == nil)
        #expect(value["a"]?["a"] == nil)
        #expect(value.members?.map(\.name) == ["a", "b", "ab", "a", "", "n"])
        #expect(value.elements == nil)
    }

    @Test func `What is asked for as something else says where it stands`() throws {
        let value = try Self.value(#"{"a": "x", "n": null}"#)
        #expect(throws: JSONError(.wrongKind, at: 7)) { try value.required("a", as: Int.self) }
        #expect(throws: JSONError(.missing, at: 0)) { try value.required("b", as: Int.self) }
        #expect(throws: JSONError(.wrongKind, at: 16)) { try value.required("n", as: Int.self) }
        #expect(try value.optional("n", as: Int.self) == nil)
        #expect(throws: JSONError.self) { try value.optional("a", as: Bool.self) }
        #expect(throws: JSONError(.wrongKind, at: 0)) { try Self.value("[]").optional("a", as: Int.self) }
        #expect(try Self.value("[[1],[]]").elements?.map { try [Int](json: $0) } == [[1], []])
    }
}
