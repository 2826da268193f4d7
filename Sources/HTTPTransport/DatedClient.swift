import HTTPTypes

/// A client that notes what time the hosts say it is.
package struct DatedClient: HTTPClient {
    private let client: any HTTPClient
    private let times: ServiceTimes

    package init(_ client: any HTTPClient, noting times: ServiceTimes) {
        self.client = client
        self.times = times
    }

    package func send(_ request: HTTPExchange) async throws -> HTTPAnswer {
        let answer = try await client.send(request)
        // Without TLS anybody in between could set the clock.
        if let scheme = request.request.scheme, let authority = request.request.authority,
            let host = Origin(scheme: scheme, authority: authority), host.isSecure,
            let date = answer.response.headerFields[.date].flatMap({ HTTPDate($0) })
        {
            times.note(date, of: host)
        }
        return answer
    }
}
