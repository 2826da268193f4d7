import Engine
import Foundation
import Interactions
import Testing

/// What a stranger's text can do to a terminal, a table and a spreadsheet: nothing.
struct HarmlessTests {
    @Test(arguments: [
        ("Zoe", "Zoe"), ("\u{1B}]0;x\u{7}", "?]0;x?"), ("a\u{9B}31m", "a?31m"), ("a\u{202E}b", "a?b"),
        ("a\u{2066}b\u{2069}", "a?b?"), ("a\u{2028}b\u{2029}", "a?b?"), ("a\r\u{8}", "a??"),
        // A mark that combines does not hide what it follows.
        ("\u{1B}\u{301}[2J", "?\u{301}[2J"), ("Zoë\u{301} 株式会社", "Zoë\u{301} 株式会社"), ("", ""),
    ])
    func `Nothing that a terminal obeys is shown`(text: String, shown: String) {
        #expect(Array(Harmless.text(text).utf8) == Array(shown.utf8))
        #expect(Array(Harmless.cell(text).utf8) == Array(shown.utf8))
        #expect(Harmless.text(text + "\n\(text)") == "\(shown)\n\(shown)")
        #expect(Harmless.cell("a\nb") == "a?b")
    }

    @Test(arguments: ["Zoe", "a\u{202E}b", "\u{9B}31m", "\u{2028}", "\u{E0041}", "\"\\\u{1B}", "株式会社"])
    func `In JSON the value stays, and is not seen`(text: String) throws {
        let json = Harmless.json(String(decoding: try JSONEncoder().encode([text]), as: UTF8.self))
        #expect(Harmless.text(json) == json)
        #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == [text])
    }

    @Test(arguments: [
        ("Zoe", "Zoe"), ("=1+1", "'=1+1"), ("+49", "'+49"), ("-1", "'-1"), ("@x", "'@x"), ("\t=1", "'?=1"),
        ("\r=1", "'?=1"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("=\"x\"", "\"'=\"\"x\"\"\""),
        ("a\nb", "\"a\nb\""), ("\"\u{301},", "\"\"\"\u{301},\""), ("", ""),
    ])
    func `In a spreadsheet it is a text`(text: String, cell: String) {
        #expect(Array(CommaSeparated.row([Harmless.withoutFormula(text)]).utf8) == Array(cell.utf8))
    }

    @Test(arguments: [
        "=1+1", "+49@example.com", "-Sales", "@x", "\t=1", "'=1", "''=1", "'", "Zoe", "'Zoe'", "", "=\u{301}",
        "'\u{301}=",
    ])
    func `A cell that is read again is no formula meanwhile`(text: String) {
        let cell = Harmless.guarded(text)
        #expect(cell.unicodeScalars.first.map { !"=+-@\t\r".unicodeScalars.contains($0) } ?? true)
        #expect(Array(Harmless.unguarded(cell).utf8) == Array(text.utf8))
    }
}
