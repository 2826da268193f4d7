import HTTPTypes

/// What the simulator counted, for programs that measure clients; no real service has such a page.
struct StatisticsPage {
    static let path = "/statistics"

    let exchange: Statistics
    let graph: WebFaultGate.Statistics

    var answer: ServerAnswer {
        let body = JSONOutput.object { out in
            out.member("ews", exchange.requests.values.reduce(0, +))
            out.member("graph", graph.requests)
            out.member("graphInBatches", graph.innerRequests)
        }
        return ServerAnswer(.ok, headers: [.contentType: "application/json"], body: body)
    }
}
