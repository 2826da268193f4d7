import HTTPTypes
import XMLStream

/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-response-for-exchange>
extension Autodiscover {
    private static let answerSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"

    func answerPlain(_ root: XMLElement, _ state: TenantState) -> ServerAnswer {
        guard root.requestName == .Autodiscover, let request = root.first(.Request),
            let address = request.text(.EMailAddress),
            request.text(.AcceptableResponseSchema) == Self.answerSchema
        else { return invalidPlainRequest }
        var out = XMLOutput()
        out.raw(
            """
            <?xml version="1.0" encoding="utf-8"?>\
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">\
            <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a">
            """
        )
        switch find(address, in: state) {
        case .nobody: return Self.plainError(500, "The email address can't be found.")
        case .redirect(.address(let target)):
            out.raw("<Account><Action>redirectAddr</Action><RedirectAddr>")
            out.text(target)
            out.raw("</RedirectAddr></Account>")
        case .redirect(.url(let target)):
            out.raw("<Account><Action>redirectUrl</Action><RedirectUrl>")
            out.text(target)
            out.raw("</RedirectUrl></Account>")
        case .user(let user): writeSettings(of: user, in: state, into: &out)
        }
        out.raw("</Response></Autodiscover>")
        return ServerAnswer(.ok, headers: [.contentType: ServerAnswer.xmlType], body: out.bytes)
    }

    /// What Exchange says to a request that it cannot read, with status 200.
    var invalidPlainRequest: ServerAnswer { Self.plainError(600, "Invalid Request") }

    private func writeSettings(of user: DirectoryUser, in state: TenantState, into out: inout XMLOutput) {
        out.raw("<User>")
        write("DisplayName", user.displayName, into: &out)
        write("LegacyDN", user.distinguishedName, into: &out)
        write("AutoDiscoverSMTPAddress", user.address, into: &out)
        write("DeploymentId", state.id, into: &out)
        out.raw("</User><Account><AccountType>email</AccountType><Action>settings</Action>")
        for kind in ["EXCH", "EXPR"] {
            out.raw("<Protocol>")
            write("Type", kind, into: &out)
            write("Server", Self.server(of: state), into: &out)
            write("ASUrl", url, into: &out)
            write("EwsUrl", url, into: &out)
            out.raw("</Protocol>")
        }
        out.raw("</Account>")
    }

    static func server(of state: TenantState) -> String {
        "\(state.id)@\(state.domains.first ?? "localhost")"
    }

    private func write(_ tag: StaticString, _ text: String, into out: inout XMLOutput) {
        out.raw("<")
        out.raw(tag)
        out.raw(">")
        out.text(text)
        out.raw("</")
        out.raw(tag)
        out.raw(">")
    }

    private static func plainError(_ code: Int, _ message: String) -> ServerAnswer {
        var out = XMLOutput()
        out.raw(
            """
            <?xml version="1.0" encoding="utf-8"?>\
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response>\
            <Error Time="09:00:00.0000000" Id="2477272013"><ErrorCode>
            """
        )
        out.integer(code)
        out.raw("</ErrorCode><Message>")
        out.text(message)
        out.raw("</Message><DebugData/></Error></Response></Autodiscover>")
        return ServerAnswer(.ok, headers: [.contentType: ServerAnswer.xmlType], body: out.bytes)
    }
}
