import CLibXML2Schema
import Synchronization
import XMLStream

/// A compiled W3C XML Schema against which whole documents are checked; may be used from any thread.
package final class XMLSchema: @unchecked Sendable {
    // Safe: used under `lock` alone, since libxml2 does not promise that validating leaves a schema as it is.
    private let schema: xmlSchemaPtr
    private let lock = Mutex(())

    /// Compiles the schema in the file at `path` and what it imports from the same folder; nothing else is read.
    package init(contentsOf path: String) throws(XMLSchemaError) {
        LibXML2.prepare()
        let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
        let schema: xmlSchemaPtr? = LibXML2.allowingFiles(in: folder) {
            // The parsers of the schema's files have no other place for errors than this one of the thread.
            xmlSetStructuredErrorFunc(nil, ignoreErrors)
            defer { xmlSetStructuredErrorFunc(nil, nil) }
            let parser = xmlSchemaNewParserCtxt(path)
            defer { xmlSchemaFreeParserCtxt(parser) }
            xmlSchemaSetParserStructuredErrors(parser, ignoreErrors, nil)
            return xmlSchemaParse(parser)
        }
        guard let schema else { throw XMLSchemaError(.unusableSchema) }
        self.schema = schema
    }

    deinit {
        xmlSchemaFree(schema)
    }

    /// Checks a document; returns if it is valid.
    package func validate(_ document: [UInt8]) throws(XMLSchemaError) {
        let document = try ParsedDocument(document)
        let error: XMLSchemaError? = lock.withLock { _ in
            let validator = xmlSchemaNewValidCtxt(schema)
            defer { xmlSchemaFreeValidCtxt(validator) }
            var firstError: XMLSchemaError?
            let status = withUnsafeMutablePointer(to: &firstError) { firstError in
                xmlSchemaSetValidStructuredErrors(validator, Self.noteError, firstError)
                return xmlSchemaValidateDoc(validator, document.tree)
            }
            return status == 0 ? nil : firstError ?? XMLSchemaError(.invalid)
        }
        if let error { throw error }
    }

    private static let noteError: xmlStructuredErrorFunc = { firstError, error in
        guard let firstError = firstError?.assumingMemoryBound(to: XMLSchemaError?.self), let error,
            firstError.pointee == nil
        else { return }
        let node = error.pointee.node?.assumingMemoryBound(to: xmlNode.self)
        let name = node.flatMap { $0.pointee.name }.map { String(cString: $0) }
        firstError.pointee = XMLSchemaError(.invalid, line: Int(error.pointee.line), element: name)
    }
}

/// libxml2's default is to print to standard error, document text included.
private let ignoreErrors: xmlStructuredErrorFunc = { _, _ in }

/// libxml2's tree of a document, strictly parsed.
private struct ParsedDocument: ~Copyable {
    let tree: xmlDocPtr

    init(_ bytes: [UInt8]) throws(XMLSchemaError) {
        let parser = xmlNewParserCtxt()
        defer { xmlFreeParserCtxt(parser) }
        guard let parser, let size = Int32(exactly: bytes.count) else { throw XMLSchemaError(.malformedDocument) }
        parser.pointee.sax.pointee.serror = ignoreErrors
        parser.pointee.sax.pointee.internalSubset = { parser, _, _, _ in
            xmlStopParser(parser?.assumingMemoryBound(to: xmlParserCtxt.self))
        }
        let tree = bytes.withUnsafeBytes { bytes in
            let characters = bytes.assumingMemoryBound(to: CChar.self).baseAddress
            return xmlCtxtReadMemory(parser, characters, size, nil, nil, Int32(XML_PARSE_NONET.rawValue))
        }
        let wasStopped = parser.pointee.errNo == Int32(XML_ERR_USER_STOP.rawValue)
        guard let tree, parser.pointee.wellFormed == 1, parser.pointee.nsWellFormed == 1, !wasStopped else {
            xmlFreeDoc(tree)
            throw XMLSchemaError(.malformedDocument, line: Int(parser.pointee.lastError.line))
        }
        self.tree = tree
    }

    deinit {
        xmlFreeDoc(tree)
    }
}
