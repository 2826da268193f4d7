import XMLStream

/// A complete SOAP 1.1 envelope that holds the answer to one operation.
///
/// Prefixes, attributes of `Body` and the header do not matter; the namespaces do. Documentation samples of 2013 and
/// later carry `https://schemas.xmlsoap.org/…`, which no server sends, and are refused.
/// See <https://www.w3.org/TR/2000/NOTE-SOAP-20000508/>.
struct ResponseEnvelope {
    /// What the body holds.
    private let content: XMLElement

    /// - Throws: `EWSError.response` for a fault, `EWSError.answer` if this is no envelope with one thing in its body.
    init(_ document: XMLDocument) throws(EWSError) {
        let root = document.root
        guard root.is(.envelope, .soap), let body = root.child(.body, .soap) else { throw .answer(.notAnEnvelope) }
        var contents = body.children.makeIterator()
        guard let content = contents.next(), contents.next() == nil else { throw .answer(.notAnEnvelope) }
        if content.is(.fault, .soap) { throw .response(Self.failure(of: content)) }
        self.content = content
    }

    /// The response messages, if the body answers the right operation.
    ///
    /// - Throws: `EWSError.answer`.
    func messages(of response: EWSName) throws(EWSError) -> [ResponseMessage] {
        guard content.is(response, .messages), let list = content.child(.responseMessages, .messages) else {
            throw .answer(.notAnEnvelope)
        }
        var messages: [ResponseMessage] = []
        for child in list.children { messages.append(try ResponseMessage(child)) }
        return messages
    }

    /// The code stands in `detail`; gromox sends faults without it, and then it stands in `faultcode` as `prefix:code`.
    ///
    /// `faultstring` is localized and is not looked at.
    private static func failure(of fault: XMLElement) -> ResponseFailure {
        if let detail = fault.first(EWSName.detail.rawValue) {
            let code = detail.child(.responseCode, .errors).map { ResponseCode(of: $0) }
            return ResponseFailure(code: code ?? .unintelligible, detail: detail)
        }
        let faultcode = fault.first(EWSName.faultcode.rawValue)?.text ?? ""
        let local = faultcode.utf8.lastIndex(of: UInt8(ascii: ":")).map { faultcode[faultcode.index(after: $0)...] }
        return ResponseFailure(code: ResponseCode(local ?? faultcode[...]))
    }
}
