/// An element of a document: a place in it, cheap to copy.
package struct XMLElement: Sendable {
    let tape: Tape
    let index: UInt32

    private var node: Tape.Node { tape.nodes.base[Int(index)] }

    /// Token of the local name.
    package var name: UInt16 { node.name }

    /// Token of the namespace's URI.
    package var namespace: UInt16 { node.namespace }

    /// The local name, empty unless the vocabulary has it.
    package var localName: String {
        let names = tape.vocabulary.names
        return Int(name) < names.count ? String(decoding: names[Int(name)], as: UTF8.self) : ""
    }

    /// The elements directly in this one, in document order.
    package var children: Children { Children(tape: tape, index: index + 1, end: node.next, namespace: nil) }

    /// Those of them in one namespace.
    ///
    /// A filter over `children` would not be specialized outside of this module.
    package func children(in namespace: UInt16) -> Children {
        Children(tape: tape, index: index + 1, end: node.next, namespace: namespace)
    }

    /// The first child with this name in any namespace.
    package func first(_ name: UInt16) -> XMLElement? {
        let nodes = tape.nodes.base
        let end = node.next
        var index = index + 1
        while index < end {
            if nodes[Int(index)].name == name { return XMLElement(tape: tape, index: index) }
            index = nodes[Int(index)].next
        }
        return nil
    }

    /// The character data directly in this element, of all its runs.
    package var text: String {
        withText { String(decoding: $0, as: UTF8.self) }
    }

    /// Like `text`, without making a string: `body` gets UTF-8 that is valid and free of NUL.
    package func withText<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let nodes = tape.nodes.base
        let first = Int(index) + 1
        let end = Int(node.next)
        if first == end { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
        if first + 1 == end, nodes[first].name == Tape.Node.characterData {
            return try body(bytes(nodes[first].start, nodes[first].count))
        }
        var joined: [UInt8] = []
        var index = first
        while index < end {
            if nodes[index].name == Tape.Node.characterData {
                joined += bytes(nodes[index].start, nodes[index].count)
            }
            index = Int(nodes[index].next)
        }
        return try joined.withUnsafeBufferPointer(body)
    }

    /// The value of the attribute with this local name and namespace.
    package func attribute(_ name: UInt16, namespace: UInt16 = XMLVocabulary.noNamespace) -> String? {
        withAttribute(name, namespace: namespace) { String(decoding: $0, as: UTF8.self) }
    }

    /// Like `attribute`, without making a string.
    package func withAttribute<Result, Failure: Error>(
        _ name: UInt16,
        namespace: UInt16 = XMLVocabulary.noNamespace,
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        let node = node
        for index in Int(node.start)..<Int(node.start) + Int(node.count) {
            let attribute = tape.attributes.base[index]
            if attribute.name == name && attribute.namespace == namespace {
                return try body(bytes(attribute.start, attribute.count))
            }
        }
        return nil
    }

    private func bytes(_ start: UInt32, _ count: UInt32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: tape.bytes.base + Int(start), count: Int(count))
    }
}

extension XMLElement {
    /// Child elements, found by skipping over what is inside of each.
    package struct Children: Sequence, IteratorProtocol {
        let tape: Tape
        var index: UInt32
        let end: UInt32
        let namespace: UInt16?

        package mutating func next() -> XMLElement? {
            while index < end {
                let here = index
                let node = tape.nodes.base[Int(here)]
                index = node.next
                guard node.name != Tape.Node.characterData, namespace == nil || node.namespace == namespace else {
                    continue
                }
                return XMLElement(tape: tape, index: here)
            }
            return nil
        }
    }
}
