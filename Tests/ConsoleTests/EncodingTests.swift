import Interactions
import Testing

@testable import Console

/// The small codecs that requests go through.
@Suite struct `What comes in` {
    @Test(arguments: [
        ([UInt8](), ""), ([0], "AA"), ([255], "_w"), ([251, 255], "-_8"), ([1, 2, 3], "AQID"),
        ([1, 2, 3, 4], "AQIDBA"),
    ])
    func `is base64 for addresses in exactly one spelling`(bytes: [UInt8], text: String) {
        #expect(Base64URL.text(bytes) == text)
        #expect(Base64URL.bytes(text) == bytes)
    }

    @Test(arguments: ["A", "AAAAA", "AB", "AA=", "A+", "A/", "A A", "Ä", "_x"])
    func `is no base64 otherwise`(text: String) {
        #expect(Base64URL.bytes(text) == nil)
    }

    @Test(arguments: [
        ("a=1&b=2", "a", "1"), ("a=1&a=2", "a", "1"), ("a=&a=2", "a", "2"), ("q=a+b%20c", "q", "a b c"),
        ("q=%C3%A4", "q", "ä"), ("q=1=2", "q", "1=2"), ("&&q=x&", "q", "x"), ("q", "q", ""), ("a%3Db=c", "a=b", "c"),
    ])
    func `is a form as browsers send it`(query: String, name: String, value: String) throws {
        #expect(try FormFields(query.utf8)[name] ?? "" == value)
    }

    @Test(arguments: ["%", "%4", "%zz", "a=%FF", "a=%C3", "a=%00", "%80=a"])
    func `is no form otherwise`(query: String) {
        #expect(throws: Problem.self) { try FormFields(query.utf8) }
    }
}
