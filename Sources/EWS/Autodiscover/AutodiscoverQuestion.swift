import HTTPTypes
import Interactions
import XMLStream

/// One address of the service, asked about one mailbox.
struct AutodiscoverQuestion: Hashable, Sendable {
    /// Over HTTPS.
    let url: EWSEndpoint
    let address: EmailAddress

    /// The SOAP service ends in `.svc`, the older one in `.xml`.
    private var isSOAP: Bool { url.path.lowercased().hasSuffix(".svc") }

    func request(userAgent: String) -> HTTPRequest {
        var request = HTTPRequest(method: .post, scheme: url.scheme, authority: url.authority, path: url.path)
        request.headerFields[.contentType] = "text/xml; charset=utf-8"
        request.headerFields[.accept] = "text/xml"
        request.headerFields[.userAgent] = userAgent
        return request
    }

    var body: [UInt8] { isSOAP ? userSettings : plainRequest }

    /// Documented at
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/getusersettings-operation-soap>.
    private var userSettings: [UInt8] {
        let action = AutodiscoverNamespace.soapService.uri + "/Autodiscover/GetUserSettings"
        var writer = XMLWriter()
        writer.element(
            "s:Envelope",
            [
                "xmlns:s": AutodiscoverNamespace.envelope.uri,
                "xmlns:a": AutodiscoverNamespace.soapService.uri,
                "xmlns:w": "http://www.w3.org/2005/08/addressing",
            ]
        ) { envelope in
            envelope.element("s:Header") { header in
                header.element("a:RequestedServerVersion", text: "Exchange2013")
                header.element("w:Action", text: action)
                header.element("w:To", text: url.url)
            }
            envelope.element("s:Body") { body in
                body.element("a:GetUserSettingsRequestMessage") { message in
                    message.element("a:Request") { request in
                        request.element("a:Users") { users in
                            users.element("a:User") { $0.element("a:Mailbox", text: address.text) }
                        }
                        request.element("a:RequestedSettings") { settings in
                            settings.element("a:Setting", text: "ExternalEwsUrl")
                            settings.element("a:Setting", text: "InternalEwsUrl")
                        }
                    }
                }
            }
        }
        return writer.bytes
    }

    /// Documented at
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/pox-autodiscover-request-for-exchange>.
    private var plainRequest: [UInt8] {
        var writer = XMLWriter()
        writer.element(
            "Autodiscover",
            ["xmlns": "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"]
        ) { root in
            root.element("Request") { request in
                request.element("EMailAddress", text: address.text)
                request.element("AcceptableResponseSchema", text: AutodiscoverNamespace.outlook.uri)
            }
        }
        return writer.bytes
    }
}
