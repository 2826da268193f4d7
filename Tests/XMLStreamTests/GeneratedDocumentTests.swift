import Testing
import XMLStream

/// Random trees, written in one of the many ways in which each can be written, and read back.
struct GeneratedDocumentTests {
    @Test(arguments: 0..<60)
    func `A tree is read as it was generated, however it is spelled and cut`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let tree = Tree(depth: 5, using: &generator)
        for _ in 0..<5 {
            var text = Bool.random(using: &generator) ? "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" : ""
            text += Tree.noise(using: &generator) + tree.spelled(using: &generator) + Tree.noise(using: &generator)
            let bytes = Array(text.utf8)
            #expect(try read(bytes).root.outline == tree.outline)
            #expect(try read(chunks: bytes.randomChunks(using: &generator), .small).root.outline == tree.outline)
            let end = try #require(bytes.lastIndex(of: UInt8(ascii: "/"))) - 1
            let cut = Int.random(in: 0..<end, using: &generator)
            #expect(refusal(of: bytes[..<cut]) != nil)
        }
    }
}

/// An element with the names of the small vocabulary.
private struct Tree {
    enum Content {
        case text(String)
        case element(Tree)
    }

    private static let prefixes = ["", "x:", "y:"]
    private static let names = ["a", "b", "c", "d", "e"]

    private let namespace: Int
    private let name: Int
    /// Keyed by name, in no namespace.
    private var attributes: [Int: String] = [:]
    private var content: [Content] = []

    init(depth: Int, using generator: inout SeededGenerator) {
        namespace = Int.random(in: 0..<3, using: &generator)
        name = Int.random(in: 0..<5, using: &generator)
        for name in 0..<5 where Int.random(in: 0..<6, using: &generator) == 0 {
            attributes[name] = Self.text(using: &generator)
        }
        for _ in 0..<Int.random(in: 0...(depth > 0 ? 4 : 1), using: &generator) {
            content.append(
                depth > 0 && Bool.random(using: &generator)
                    ? .element(Tree(depth: depth - 1, using: &generator)) : .text(Self.text(using: &generator))
            )
        }
    }

    /// What `XMLElement.outline` should say.
    var outline: String {
        var outline = "\(namespace == 0 ? Int(XMLVocabulary.noNamespace) : namespace - 1):\(name)"
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            outline += " \(XMLVocabulary.noNamespace):\(name)=\(value.debugDescription)"
        }
        var text = ""
        var children = ""
        for piece in content {
            switch piece {
            case .text(let piece): text += piece
            case .element(let child): children += child.outline
            }
        }
        return outline + " \(text.debugDescription)(\(children))"
    }

    func spelled(using generator: inout SeededGenerator) -> String {
        let tag = Self.prefixes[namespace] + Self.names[name]
        var text = "<\(tag) xmlns:x='urn:x' xmlns:y=\"urn:y\""
        for (name, value) in attributes {
            let quote = Bool.random(using: &generator) ? "\"" : "'"
            text += "\n  \(Self.names[name]) = \(quote)"
            for scalar in value.unicodeScalars { text += Self.spelled(scalar, inAttribute: true, using: &generator) }
            text += quote
        }
        if content.isEmpty, Bool.random(using: &generator) { return text + "/>" }
        text += ">"
        for piece in content {
            if Int.random(in: 0..<5, using: &generator) == 0 { text += "<!-- <b>&#x1; -->" }
            switch piece {
            case .element(let child): text += child.spelled(using: &generator)
            case .text(let piece)
            where !piece.contains("]") && !piece.contains("&#") && Int.random(in: 0..<4, using: &generator) == 0:
                text += "<![CDATA[\(piece)]]>"
            case .text(let piece):
                for scalar in piece.unicodeScalars {
                    text += Self.spelled(scalar, inAttribute: false, using: &generator)
                }
            }
        }
        return text + "</\(tag) >"
    }

    static func noise(using generator: inout SeededGenerator) -> String {
        ["", " \n", "<!-- <a> &undefined; -->", "<?php echo 1 ?>\r\n"].randomElement(using: &generator) ?? ""
    }

    private static func text(using generator: inout SeededGenerator) -> String {
        let pieces = [
            "a", " ", "<", ">", "&", "'", "\"", "\n", "\t", "]", "&#x1;", "ü", "€", "😀", "long text without anything",
        ]
        return (0..<Int.random(in: 0..<12, using: &generator)).compactMap { _ in pieces.randomElement(using: &generator)
        }
        .joined()
    }

    private static func spelled(
        _ scalar: Unicode.Scalar,
        inAttribute: Bool,
        using generator: inout SeededGenerator
    ) -> String {
        let references = [
            "&#\(scalar.value);", "&#x\(String(scalar.value, radix: 16));",
            "&#x000\(String(scalar.value, radix: 16, uppercase: true));",
        ]
        let named: [Unicode.Scalar: String] = ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&apos;"]
        let mustRefer = named[scalar] != nil || (inAttribute && (scalar == "\n" || scalar == "\t"))
        if !mustRefer, Int.random(in: 0..<8, using: &generator) > 0 { return String(scalar) }
        let reference = references.randomElement(using: &generator) ?? ""
        return Bool.random(using: &generator) ? reference : named[scalar] ?? reference
    }
}
