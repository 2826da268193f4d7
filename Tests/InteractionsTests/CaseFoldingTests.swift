import Interactions
import Testing

/// Expected forms are those of Unicode's CaseFolding.txt, with status C or F.
struct CaseFoldingTests {
    @Test(arguments: [
        ("", ""), ("Ab-9", "ab-9"), ("ÄÖÜ", "äöü"), ("ß", "ss"), ("ẞ", "ss"), ("ſ", "s"), ("Σσς", "σσσ"),
        ("\u{212A}\u{212B}", "kå"), ("ﬁ", "fi"), ("İ", "i\u{307}"), ("ı", "ı"), ("ΐ", "ι\u{308}\u{301}"), ("µ", "μ"),
        ("ŉ", "ʼn"), ("ǰ", "j\u{30C}"), ("Ǆǅǆ", "ǆǆǆ"), ("ЖЯ", "жя"), ("\u{1E9B}", "\u{1E61}"), ("Ԁ", "ԁ"),
        ("日本", "日本"),
        ("ᾼ", "αι"), ("\u{10400}", "\u{10428}"),
    ])
    func `A text is folded as Unicode has it`(text: String, folded: String) {
        #expect(text.caseFolded == folded)
        #expect(text.caseFolded.caseFolded == folded)
    }

    @Test(arguments: [("Süd", "SU\u{308}D"), ("A\u{30A}", "å"), ("e\u{302}\u{323}", "Ệ"), ("İ", "I\u{307}")])
    func `How letters are composed makes no difference, for equality and in sets`(one: String, other: String) {
        #expect(one.caseFolded == other.caseFolded)
        #expect(Set([one.caseFolded]).contains(other.caseFolded))
    }

    @Test(arguments: [("i", "ı"), ("Sud", "Süd"), ("a", "а"), ("ss", "s"), ("İ", "i")])
    func `Letters that only look alike stay apart`(one: String, other: String) {
        #expect(one.caseFolded != other.caseFolded)
    }
}
