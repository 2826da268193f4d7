import CLibXML2

extension XMLTokenStream {
    /// The SAX2 functions; the parser passes the `TapeBuilder` to each.
    ///
    /// What is not set here does not happen: no function resolves an entity, so there is none.
    static var callbacks: xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.serror = LibXML2.ignoreErrors
        handler.startDocument = { builder in builder?.builder.pointee.startDocument() }
        handler.internalSubset = { builder, _, _, _ in builder?.builder.pointee.refuse(.doctype) }
        handler.startElementNs = { builder, name, _, uri, _, _, attributeCount, _, attributes in
            guard let builder, let name else { return }
            builder.builder.pointee.start(
                name,
                uri: uri,
                attributeCount: Int(attributeCount),
                attributes: attributes
            )
        }
        handler.endElementNs = { builder, _, _, _ in builder?.builder.pointee.end() }
        let characters: charactersSAXFunc = { builder, piece, count in
            guard let builder, let piece else { return }
            builder.builder.pointee.characters(piece, count: Int(count))
        }
        handler.characters = characters
        // The same function, or libxml2 looks at every run to see whether it is white space.
        handler.ignorableWhitespace = characters
        handler.cdataBlock = characters
        return handler
    }
}

extension UnsafeMutableRawPointer {
    @inline(__always)
    fileprivate var builder: UnsafeMutablePointer<TapeBuilder> { assumingMemoryBound(to: TapeBuilder.self) }
}
