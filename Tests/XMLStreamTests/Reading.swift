@testable import XMLStream

/// Reads a document that arrives in the given chunks.
func read(
    chunks: some Sequence<ArraySlice<UInt8>>,
    _ vocabulary: XMLVocabulary,
    limits: XMLLimits = XMLLimits()
) throws(XMLError) -> XMLDocument {
    var stream = XMLTokenStream(vocabulary: vocabulary, limits: limits)
    for chunk in chunks { try stream.push(Array(chunk)) }
    return try stream.finish()
}

/// Reads a document that arrives at once.
func read(
    _ bytes: [UInt8],
    _ vocabulary: XMLVocabulary = .small,
    limits: XMLLimits = XMLLimits()
) throws(XMLError) -> XMLDocument {
    try read(chunks: [bytes[...]], vocabulary, limits: limits)
}

/// Reads a document that arrives at once.
func read(_ text: String, limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLDocument {
    try read(Array(text.utf8), limits: limits)
}

/// Why `bytes` are refused, nil if they are not.
func refusal(
    of bytes: some Sequence<UInt8>,
    chunkSize: Int = .max,
    limits: XMLLimits = XMLLimits()
) -> XMLError.Code? {
    do throws(XMLError) {
        _ = try read(chunks: Array(bytes).chunks(of: chunkSize), .small, limits: limits)
        return nil
    } catch {
        return error.code
    }
}

extension XMLVocabulary {
    /// Namespace 0 is `urn:x`, 1 is `urn:y`; names are `a` to `e` by their position.
    static let small = XMLVocabulary(namespaces: ["urn:x", "urn:y"], names: ["a", "b", "c", "d", "e"])
}

extension Array<UInt8> {
    /// Slices of `size` bytes, the last one shorter.
    func chunks(of size: Int) -> [ArraySlice<UInt8>] {
        stride(from: 0, to: count, by: Swift.min(size, Swift.max(count, 1))).map { start in
            self[start..<(count - start > size ? start + size : count)]
        }
    }

    /// Slices of random sizes: mostly small, some empty, some large.
    func randomChunks(using generator: inout SeededGenerator) -> [ArraySlice<UInt8>] {
        var chunks: [ArraySlice<UInt8>] = []
        var start = 0
        while start < count {
            let largest = [1, 2, 3, 5, 17, 300, 5000].randomElement(using: &generator) ?? 1
            let end = Swift.min(count, start + Int.random(in: 0...largest, using: &generator))
            chunks.append(self[start..<end])
            start = end
        }
        return chunks
    }
}

extension XMLDocument {
    /// All that was read: equal for equal documents, whatever the chunks.
    var content: [UInt8] {
        var content: [UInt8] = []
        content += UnsafeRawBufferPointer(UnsafeBufferPointer(start: tape.nodes.base, count: tape.nodes.count))
        content += UnsafeRawBufferPointer(
            UnsafeBufferPointer(start: tape.attributes.base, count: tape.attributes.count)
        )
        content += UnsafeBufferPointer(start: tape.bytes.base, count: tape.bytes.count)
        return content
    }
}

extension XMLElement {
    /// This element and what is in it, with the names of the small vocabulary.
    var outline: String {
        var outline = "\(namespace):\(name)"
        for namespace in [XMLVocabulary.noNamespace, 0, 1] {
            for name in UInt16(0)...4 {
                if let value = attribute(name, namespace: namespace) {
                    outline += " \(namespace):\(name)=\(value.debugDescription)"
                }
            }
        }
        return outline + " \(text.debugDescription)(" + children.map(\.outline).joined() + ")"
    }
}

extension Array<UInt8> {
    /// A copy with a few bytes changed, removed, repeated or swapped with others of the document.
    func damaged(using generator: inout SeededGenerator) -> [UInt8] {
        var bytes = self
        let pool: [[UInt8]] = [
            Array("&#x1;".utf8), Array("&#".utf8), Array("<".utf8), Array(">".utf8), Array("]]>".utf8),
            Array("<!--".utf8),
            Array("<![CDATA[".utf8), Array("\r\n".utf8), Array("'\"".utf8), [0x00], [0xC3], [0xE2, 0x82], [0x1B],
        ]
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let end = Swift.min(bytes.count, place + Int.random(in: 1...20, using: &generator))
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3: bytes.insert(contentsOf: pool.randomElement(using: &generator) ?? [], at: place)
            default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &generator))
            }
        }
        return bytes
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
