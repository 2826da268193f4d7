import FoundationEssentials
import HTTPTypes

extension EWSService {
    /// What an unauthenticated request gets, whatever its method.
    static let challenge: HTTPFields = [
        .wwwAuthenticate: "Basic realm=\"127.0.0.1\"",
        .server: "Microsoft-IIS/10.0",
        .xFEServer: "SIMULATOR",
    ]

    /// Adds the headers that Exchange sends with every answer, and compresses the body if the client takes that.
    func frame(
        _ body: [UInt8],
        _ status: HTTPResponse.Status,
        for request: ReceivedRequest,
        _ caller: Directory.Entry
    ) -> ServerAnswer {
        var headers: HTTPFields = [
            .contentType: "text/xml; charset=utf-8",
            .cacheControl: "private",
            .server: "Microsoft-IIS/10.0",
            .requestID: UUID().uuidString.lowercased(),
            .xFEServer: "SIMULATOR",
            .xCalculatedBETarget: "simulator.contoso.example",
            .xDiagnosis: "SIMULATOR",
        ]
        if request.headers[.returnClientRequestID]?.lowercased() == "true" {
            headers[HTTPField.Name.clientRequestID] = request.headers[HTTPField.Name.clientRequestID]
        }
        let number = Identifier.Coder.hash(caller.user.address.utf8, from: 0x811c_9dc5)
        headers.append(HTTPField(name: .setCookie, value: "exchangecookie=\(String(number, radix: 16)); path=/"))
        headers.append(
            HTTPField(name: .setCookie, value: "X-BackEndCookie=\(String(~number, radix: 36)); path=/EWS; HttpOnly")
        )
        var body = body
        if offersCompression, request.headers[.acceptEncoding]?.lowercased().contains("gzip") == true {
            body = Gzip.compress(body)
            headers[.contentEncoding] = "gzip"
            headers[.vary] = "Accept-Encoding"
        }
        return ServerAnswer(status, headers: headers, body: body)
    }
}

extension HTTPField.Name {
    static let requestID = named("request-id")
    static let clientRequestID = named("client-request-id")
    static let returnClientRequestID = named("return-client-request-id")
    static let xFEServer = named("X-FEServer")
    static let xCalculatedBETarget = named("X-CalculatedBETarget")
    static let xDiagnosis = named("X-DiagInfo")

    private static func named(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("not the name of a header") }
        return name
    }
}
