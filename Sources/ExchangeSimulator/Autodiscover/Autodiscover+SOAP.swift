import HTTPTypes
import XMLStream

/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap>
extension Autodiscover {
    func answerEnvelope(_ root: XMLElement, _ state: TenantState) -> ServerAnswer {
        guard root.requestName == .Envelope,
            let request = root.first(.Body)?.first(.GetUserSettingsRequestMessage)?.first(.Request)
        else { return ServerAnswer(.badRequest) }
        let users = request.first(.Users)?.children.compactMap { $0.text(.Mailbox) } ?? []
        let settings = request.first(.RequestedSettings)?.children.map(\.text) ?? []
        var out = XMLOutput()
        out.raw(Self.opening)
        if users.isEmpty || settings.isEmpty {
            out.raw("<ErrorCode>InvalidRequest</ErrorCode><ErrorMessage>The request is invalid.</ErrorMessage>")
            out.raw("<UserResponses/>")
        } else {
            out.raw("<ErrorCode>NoError</ErrorCode><ErrorMessage/><UserResponses>")
            for user in users { write(find(user, in: state), settings, state, into: &out) }
            out.raw("</UserResponses>")
        }
        out.raw("</Response></GetUserSettingsResponseMessage></s:Body></s:Envelope>")
        return ServerAnswer(.ok, headers: [.contentType: ServerAnswer.xmlType], body: out.bytes)
    }

    private static let opening: StaticString = """
        <?xml version="1.0" encoding="utf-8"?>\
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.w3.org/2005/08/addressing">\
        <s:Header><a:Action s:mustUnderstand="1">\
        http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettingsResponse</a:Action>\
        <h:ServerVersionInfo xmlns:h="http://schemas.microsoft.com/exchange/2010/Autodiscover">\
        <h:MajorVersion>15</h:MajorVersion><h:MinorVersion>2</h:MinorVersion>\
        <h:MajorBuildNumber>2562</h:MajorBuildNumber><h:MinorBuildNumber>17</h:MinorBuildNumber>\
        <h:Version>Exchange2016</h:Version></h:ServerVersionInfo></s:Header><s:Body>\
        <GetUserSettingsResponseMessage xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover">\
        <Response xmlns:i="http://www.w3.org/2001/XMLSchema-instance">
        """

    private func write(_ finding: Finding, _ names: [String], _ state: TenantState, into out: inout XMLOutput) {
        out.raw("<UserResponse>")
        switch finding {
        case .user(let user):
            out.raw(
                "<ErrorCode>NoError</ErrorCode><ErrorMessage>No error.</ErrorMessage><RedirectTarget i:nil=\"true\"/>"
            )
            let found = names.map { ($0, setting($0, of: user, in: state)) }
            out.raw("<UserSettingErrors>")
            for (name, value) in found where value == nil {
                out.raw("<UserSettingError><ErrorCode>SettingIsNotAvailable</ErrorCode>")
                out.raw("<ErrorMessage>The setting is not available.</ErrorMessage><SettingName>")
                out.text(name)
                out.raw("</SettingName></UserSettingError>")
            }
            out.raw("</UserSettingErrors><UserSettings>")
            for case (let name, let value?) in found {
                out.raw("<UserSetting i:type=\"StringSetting\"><Name>")
                out.text(name)
                out.raw("</Name><Value>")
                out.text(value)
                out.raw("</Value></UserSetting>")
            }
            out.raw("</UserSettings>")
        case .redirect(.address(let target)):
            writeEnd(code: "RedirectAddress", "Redirection address.", target: target, into: &out)
        case .redirect(.url(let target)):
            writeEnd(code: "RedirectUrl", "Redirection URL.", target: target, into: &out)
        case .nobody:
            writeEnd(code: "InvalidUser", "Invalid user.", target: nil, into: &out)
        }
        out.raw("</UserResponse>")
    }

    private func writeEnd(
        code: StaticString,
        _ message: StaticString,
        target: String?,
        into out: inout XMLOutput
    ) {
        out.raw("<ErrorCode>")
        out.raw(code)
        out.raw("</ErrorCode><ErrorMessage>")
        out.raw(message)
        out.raw("</ErrorMessage>")
        if let target {
            out.raw("<RedirectTarget>")
            out.text(target)
            out.raw("</RedirectTarget>")
        } else {
            out.raw("<RedirectTarget i:nil=\"true\"/>")
        }
        out.raw("<UserSettingErrors/><UserSettings/>")
    }

    private func setting(_ name: String, of user: DirectoryUser, in state: TenantState) -> String? {
        switch name {
        case "UserDisplayName": user.displayName
        case "UserDN": user.distinguishedName
        case "AutoDiscoverSMTPAddress": user.address
        case "UserDeploymentId": state.id
        case "InternalMailboxServer", "ExternalMailboxServer": Self.server(of: state)
        case "MailboxDN": "/o=ExchangeLabs/ou=Exchange Administrative Group/cn=Configuration/cn=Servers/cn=" + state.id
        case "InternalEwsUrl", "ExternalEwsUrl": url
        case "EwsSupportedSchemas":
            "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, Exchange2013, "
                + "Exchange2013_SP1, Exchange2015, Exchange2016"
        case "CasVersion": "15.02.2562.017"
        case "GroupingInformation": state.id
        default: nil
        }
    }
}
