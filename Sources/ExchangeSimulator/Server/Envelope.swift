/// The frame of every answer.
enum Envelope {
    /// The build that the simulator says it is: Exchange Server SE RTM.
    static let version: StaticString = """
        <h:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="2562" MinorBuildNumber="17" \
        Version="V2017_07_11" xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types" \
        xmlns="http://schemas.microsoft.com/exchange/services/2006/types" \
        xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>
        """

    /// Writes the answer to one operation with the response messages that `messages` appends.
    static func write(_ operation: EWSOperation, into out: inout XMLOutput, messages: (inout XMLOutput) -> Void) {
        out.raw(
            """
            <?xml version="1.0" encoding="utf-8"?>\
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
            """
        )
        out.raw(version)
        out.raw(
            """
            </s:Header><s:Body xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xmlns:xsd="http://www.w3.org/2001/XMLSchema"><m:
            """
        )
        out.raw(operation.rawValue.utf8)
        out.raw(
            """
            Response xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" \
            xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages>
            """
        )
        messages(&out)
        out.raw("</m:ResponseMessages></m:")
        out.raw(operation.rawValue.utf8)
        out.raw("Response></s:Body></s:Envelope>")
    }

    /// Writes a SOAP 1.1 fault as Exchange does, for HTTP status 500.
    ///
    /// - Parameter language: Of `faultstring`, for which Exchange uses the server's or the user's language.
    static func write(_ fault: Refusal, into out: inout XMLOutput, language: String = "en-US", text: String? = nil) {
        let text = text ?? fault.text
        out.raw(
            """
            <?xml version="1.0" encoding="utf-8"?>\
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>\
            <faultcode xmlns:a="http://schemas.microsoft.com/exchange/services/2006/types">a:
            """
        )
        out.text(fault.code)
        out.raw("</faultcode><faultstring xml:lang=\"")
        out.text(language)
        out.raw("\">")
        out.text(text)
        out.raw(
            "</faultstring><detail><e:ResponseCode xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">"
        )
        out.text(fault.code)
        out.raw(
            "</e:ResponseCode><e:Message xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">"
        )
        out.text(text)
        out.raw("</e:Message>")
        if fault.line != nil || !fault.values.isEmpty {
            out.raw("<t:MessageXml xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\">")
            if let line = fault.line {
                out.raw("<t:LineNumber>")
                out.integer(line)
                out.raw("</t:LineNumber><t:LinePosition>1</t:LinePosition><t:Violation>")
                out.text(text)
                out.raw("</t:Violation>")
            }
            write(fault.values, into: &out)
            out.raw("</t:MessageXml>")
        }
        out.raw("</detail></s:Fault></s:Body></s:Envelope>")
    }

    /// Writes a response message that says what was refused.
    ///
    /// - Parameter rest: Writes what the operation's message has besides.
    static func write(
        _ refusal: Refusal,
        as operation: EWSOperation,
        class responseClass: StaticString = "Error",
        into out: inout XMLOutput,
        rest: (inout XMLOutput) -> Void = { _ in }
    ) {
        open(operation, responseClass, into: &out)
        out.raw("<m:MessageText>")
        out.text(refusal.text)
        out.raw("</m:MessageText><m:ResponseCode>")
        out.text(refusal.code)
        out.raw("</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>")
        if !refusal.values.isEmpty {
            out.raw("<m:MessageXml>")
            write(refusal.values, into: &out)
            out.raw("</m:MessageXml>")
        }
        rest(&out)
        close(operation, into: &out)
    }

    /// Writes a response message without an error.
    static func writeSuccess(
        of operation: EWSOperation,
        into out: inout XMLOutput,
        rest: (inout XMLOutput) -> Void
    ) {
        open(operation, "Success", into: &out)
        out.raw("<m:ResponseCode>NoError</m:ResponseCode>")
        rest(&out)
        close(operation, into: &out)
    }

    private static func open(_ operation: EWSOperation, _ responseClass: StaticString, into out: inout XMLOutput) {
        out.raw("<m:")
        out.raw(operation.rawValue.utf8)
        out.raw("ResponseMessage ResponseClass=\"")
        out.raw(responseClass)
        out.raw("\">")
    }

    private static func close(_ operation: EWSOperation, into out: inout XMLOutput) {
        out.raw("</m:")
        out.raw(operation.rawValue.utf8)
        out.raw("ResponseMessage>")
    }

    private static func write(_ values: [Refusal.Value], into out: inout XMLOutput) {
        for value in values {
            out.raw("<t:Value Name=\"")
            out.text(value.name)
            out.raw("\">")
            out.text(value.value)
            out.raw("</t:Value>")
        }
    }
}
