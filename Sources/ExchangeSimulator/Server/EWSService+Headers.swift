import FoundationEssentials
import HTTPTypes

extension EWSService {
    /// What an unauthenticated request gets, whatever its method.
    static let challenge: HTTPFields = [
        .wwwAuthenticate: "Basic realm=\"127.0.0.1\"",
        .server: "Microsoft-IIS/10.0",
        .xFEServer: "SIMULATOR",
    ]

    /// Adds the headers that Exchange sends with every answer, compresses the body if the client takes that, and lets
    /// a fault damage it.
    func frame(
        _ answer: ServerAnswer,
        with fault: Fault? = nil,
        for request: ReceivedRequest,
        _ caller: Directory.Entry
    ) -> ServerAnswer {
        var answer = fault?.alter(answer) ?? answer
        var headers: HTTPFields = [
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
        let acceptsCompression = request.headers[.acceptEncoding]?.lowercased().contains("gzip") == true
        if offersCompression, acceptsCompression, answer.isCompressible {
            answer.body = Gzip.compress(answer.body)
            answer.headers[.contentEncoding] = "gzip"
            answer.headers[.vary] = "Accept-Encoding"
        }
        answer.headers.append(contentsOf: headers)
        return fault?.deliver(answer) ?? answer
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
