import CLibXML2

/// What the parser's callbacks write to: a struct behind a pointer, so that no callback counts references or checks
/// exclusivity, which costs a third of the speed.
struct TapeBuilder: ~Copyable {
    private(set) var nodes: GrowingBuffer<Tape.Node>
    private(set) var attributes: GrowingBuffer<Tape.Attribute>
    private(set) var bytes: GrowingBuffer<UInt8>
    /// Why the document is refused, if it is for a reason of ours.
    private(set) var refusal: XMLError.Code?

    private let parser: xmlParserCtxtPtr
    private let names: NameTable
    private let namespaces: NameTable
    private let depthLimit: Int
    private let textLimit: Int
    private let nodeLimit: Int
    /// Indices of the elements that are not closed yet.
    private var open: GrowingBuffer<UInt32>
    /// Whether the last node is character data that goes on.
    private var inText = false
    private var lastURI: UnsafePointer<xmlChar>?
    private var lastNamespace = XMLVocabulary.noNamespace

    init(parser: xmlParserCtxtPtr, vocabulary: XMLVocabulary, limits: XMLLimits) {
        self.parser = parser
        names = NameTable(vocabulary.names, in: parser.pointee.dict)
        namespaces = NameTable(vocabulary.namespaces, in: parser.pointee.dict)
        depthLimit = limits.depth
        textLimit = limits.textBytes
        nodeLimit = limits.nodes
        nodes = GrowingBuffer(capacity: 1024)
        attributes = GrowingBuffer(capacity: 256)
        bytes = GrowingBuffer(capacity: 16_384)
        open = GrowingBuffer(capacity: 64)
    }

    /// Whether the root element was opened and closed again.
    var isComplete: Bool { nodes.count > 0 && open.count == 0 && refusal == nil }

    /// Takes the document out and leaves nothing behind.
    mutating func takeTape(vocabulary: XMLVocabulary) -> Tape {
        var nodes = GrowingBuffer<Tape.Node>(capacity: 0)
        var attributes = GrowingBuffer<Tape.Attribute>(capacity: 0)
        var bytes = GrowingBuffer<UInt8>(capacity: 0)
        swap(&nodes, &self.nodes)
        swap(&attributes, &self.attributes)
        swap(&bytes, &self.bytes)
        return Tape(nodes: nodes, attributes: attributes, bytes: bytes, vocabulary: vocabulary)
    }

    mutating func refuse(_ code: XMLError.Code) {
        if refusal == nil { refusal = code }
        xmlStopParser(parser)
    }

    /// After the XML declaration: by now libxml2 has decided on an encoding.
    mutating func startDocument() {
        guard let declared = parser.pointee.encoding ?? parser.pointee.input?.pointee.encoding else { return }
        let isKnown = ["UTF-8", "UTF8", "US-ASCII", "ASCII"].contains { (name: String) in
            xmlStrcasecmp(declared, name) == 0
        }
        if !isKnown { refuse(.encoding) }
    }

    @inline(__always)
    mutating func start(
        _ name: UnsafePointer<xmlChar>,
        uri: UnsafePointer<xmlChar>?,
        attributeCount: Int,
        attributes values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard open.count < depthLimit else { return refuse(.limit(.depth)) }
        guard nodes.count + attributes.count + attributeCount < nodeLimit else { return refuse(.limit(.nodes)) }
        open.append(UInt32(truncatingIfNeeded: nodes.count))
        inText = false
        nodes.append(
            Tape.Node(
                next: 0,
                name: names.token(of: name),
                namespace: namespace(of: uri),
                start: UInt32(truncatingIfNeeded: attributes.count),
                count: UInt32(truncatingIfNeeded: attributeCount)
            )
        )
        guard attributeCount > 0, let values else { return }
        for index in 0..<attributeCount {
            // Five pointers each: local name, prefix, URI, first byte of the value, and the byte after its last.
            let attribute = values + 5 * index
            guard let name = attribute[0], let first = attribute[3], let end = attribute[4] else {
                return refuse(.malformed)
            }
            guard end - first <= textLimit else { return refuse(.limit(.textBytes)) }
            let uri = attribute[2]
            let start = bytes.count
            append(value: first, count: end - first)
            attributes.append(
                Tape.Attribute(
                    name: names.token(of: name),
                    namespace: uri == nil ? XMLVocabulary.noNamespace : namespace(of: uri),
                    start: UInt32(truncatingIfNeeded: start),
                    count: UInt32(truncatingIfNeeded: bytes.count - start)
                )
            )
        }
    }

    @inline(__always)
    mutating func end() {
        inText = false
        let element = open.removeLast()
        nodes.base[Int(element)].next = UInt32(truncatingIfNeeded: nodes.count)
    }

    /// libxml2 delivers one run in several pieces: at references, at the borders of its buffer.
    @inline(__always)
    mutating func characters(_ piece: UnsafePointer<xmlChar>, count: Int) {
        if !inText {
            guard nodes.count + attributes.count < nodeLimit else { return refuse(.limit(.nodes)) }
            inText = true
            nodes.append(
                Tape.Node(
                    next: UInt32(truncatingIfNeeded: nodes.count + 1),
                    name: Tape.Node.characterData,
                    namespace: XMLVocabulary.noNamespace,
                    start: UInt32(truncatingIfNeeded: bytes.count),
                    count: 0
                )
            )
        }
        let run = nodes.base + (nodes.count - 1)
        let length = Int(run.pointee.count) + count
        guard length <= textLimit else { return refuse(.limit(.textBytes)) }
        run.pointee.count = UInt32(truncatingIfNeeded: length)
        bytes.append(from: piece, count: count)
    }

    /// libxml2 leaves each `&` of an attribute as `&#38;`, for a second pass that only its own tree makes.
    @inline(__always)
    private mutating func append(value: UnsafePointer<xmlChar>, count: Int) {
        var start = value
        let end = value + count
        while let found = memchr(start, Int32(UInt8(ascii: "&")), end - start) {
            let afterAmpersand = UnsafeRawPointer(found).assumingMemoryBound(to: xmlChar.self) + 1
            bytes.append(from: start, count: afterAmpersand - start)
            start =
                end - afterAmpersand >= 4 && memcmp(afterAmpersand, "#38;", 4) == 0
                ? afterAmpersand + 4 : afterAmpersand
        }
        bytes.append(from: start, count: end - start)
    }

    @inline(__always)
    private mutating func namespace(of uri: UnsafePointer<xmlChar>?) -> UInt16 {
        if uri != lastURI {
            lastURI = uri
            lastNamespace = uri.map { namespaces.token(of: $0) } ?? XMLVocabulary.noNamespace
        }
        return lastNamespace
    }
}
