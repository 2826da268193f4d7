import CLibXML2

/// Reads one document from chunks of bytes, however they are cut.
///
/// Strict XML 1.0 with namespaces in UTF-8. No document type declaration, no entities but the five predefined ones, no
/// network and no files. Characters that XML 1.0 forbids, with which Exchange answers are littered, become U+FFFD;
/// nothing else is mended. All in memory: the document is there when `finish` returns it, and not before.
/// https://www.w3.org/TR/xml/
package struct XMLTokenStream: ~Copyable {
    private let parser: xmlParserCtxtPtr
    private let builder: UnsafeMutablePointer<TapeBuilder>
    private let vocabulary: XMLVocabulary
    private let documentLimit: Int
    private var filter = CharacterFilter()
    private var received = 0
    private var isBlank = true
    private var failure: XMLError?

    package init(vocabulary: XMLVocabulary, limits: XMLLimits = XMLLimits()) {
        LibXML2.prepare()
        var callbacks = Self.callbacks
        builder = .allocate(capacity: 1)
        guard let parser = xmlCreatePushParserCtxt(&callbacks, builder, nil, 0, nil) else {
            preconditionFailure("out of memory")
        }
        // Without NOENT, DTDLOAD, RECOVER and HUGE.
        xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
        builder.initialize(to: TapeBuilder(parser: parser, vocabulary: vocabulary, limits: limits))
        self.parser = parser
        self.vocabulary = vocabulary
        documentLimit = min(limits.documentBytes, 1 << 30)
    }

    deinit {
        xmlFreeParserCtxt(parser)
        builder.deinitialize(count: 1)
        builder.deallocate()
    }

    /// Reads on.
    ///
    /// - Throws: as soon as the bytes cannot become a document any more; then every later call throws the same.
    package mutating func push(_ bytes: [UInt8]) throws(XMLError) {
        let result: Result<Void, XMLError> = bytes.withUnsafeBytes { bytes in
            do throws(XMLError) { return .success(try push(bytes)) } catch { return .failure(error) }
        }
        try result.get()
    }

    /// Reads on.
    package mutating func push(_ bytes: UnsafeRawBufferPointer) throws(XMLError) {
        if let failure { throw failure }
        guard bytes.count <= documentLimit - received else { throw fail(.limit(.documentBytes)) }
        if received < 2 || isBlank { try noteStart(bytes) }
        received += bytes.count
        let parser = parser
        filter.pass(bytes) { clean in Self.parse(clean, with: parser) }
        try check()
    }

    /// The document, if the root element was closed and nothing but white space, comments and processing
    /// instructions follows it.
    package consuming func finish() throws(XMLError) -> XMLDocument {
        if let failure { throw failure }
        if isBlank { throw fail(.empty) }
        let parser = parser
        filter.finish { rest in Self.parse(rest, with: parser) }
        try check()
        let isWhole = builder.pointee.isComplete
        let endsInMarkup = firstUnread == UInt8(ascii: "<")
        xmlParseChunk(parser, nil, 0, 1)
        if builder.pointee.refusal != nil { try check() }
        guard isWhole, !endsInMarkup else { throw fail(.truncated) }
        try check()
        return XMLDocument(tape: builder.pointee.takeTape(vocabulary: vocabulary))
    }

    private static func parse(_ bytes: UnsafeRawBufferPointer, with parser: xmlParserCtxtPtr) {
        guard let base = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return }
        xmlParseChunk(parser, base, Int32(bytes.count), 0)
    }

    /// What the parser waits with until it sees more, past white space.
    private var firstUnread: UInt8? {
        guard let input = parser.pointee.input, let start = input.pointee.cur, let end = input.pointee.end else {
            return nil
        }
        return UnsafeBufferPointer(start: start, count: end - start).first { $0 > 0x20 }
    }

    private mutating func check() throws(XMLError) {
        if let refusal = builder.pointee.refusal { throw fail(refusal) }
        // A prefix without a namespace is an error that leaves `wellFormed` alone.
        if parser.pointee.wellFormed == 1, parser.pointee.nsWellFormed == 1 { return }
        let isTrailing = parser.pointee.errNo == Int32(XML_ERR_DOCUMENT_END.rawValue) && builder.pointee.isComplete
        throw fail(isTrailing ? .trailingContent : .malformed)
    }

    private mutating func fail(_ code: XMLError.Code) -> XMLError {
        let line = parser.pointee.input.map { Int($0.pointee.line) } ?? 1
        let error = XMLError(code, line: max(line, 1), detail: parser.pointee.errNo)
        failure = error
        return error
    }

    /// Tells by the first two bytes; a UTF-8 document starts with `<`, white space or a byte order mark, never NUL.
    private mutating func noteStart(_ bytes: UnsafeRawBufferPointer) throws(XMLError) {
        for (position, byte) in zip(received..., bytes.prefix(2)) where position < 2 {
            if byte == 0 || (position == 0 && byte >= 0xFE) { throw fail(.encoding) }
        }
        isBlank = isBlank && bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}
