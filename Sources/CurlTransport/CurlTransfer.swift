import CCurl
import HTTPTransport
import HTTPTypes

/// One exchange from submission to its end. Lives on the curl thread.
final class CurlTransfer {
    typealias Answer = CheckedContinuation<HTTPAnswer, any Error>

    let request: OutgoingRequest
    let channel: BodyChannel
    /// Nil while the transfer waits for its turn, and after its end.
    private(set) var easy: EasyHandle?
    private(set) var started = ContinuousClock.now
    /// When bytes last came, or our own pause ended.
    var lastActivity = ContinuousClock.now
    private(set) var isPaused = false
    /// Sent and received, when last looked at.
    var movedBytes = 0
    var incoming: IncomingAnswer

    private var answer: Answer?
    private var jar: CookieJar?
    private var fields: UnsafeMutablePointer<curl_slist>?

    init(_ request: OutgoingRequest, channel: BodyChannel, answer: Answer) {
        self.request = request
        self.channel = channel
        self.answer = answer
        incoming = IncomingAnswer(limits: request.limits)
    }

    deinit {
        curl_slist_free_all(fields)
    }

    /// Sets every option on a handle that was just made or reset.
    func prepare(_ easy: EasyHandle, jar: CookieJar?, caFile: String?) throws(HTTPError) {
        self.easy = easy
        self.jar = jar
        started = .now
        lastActivity = started
        try easy.configure(for: request, caFile: caFile)
        try jar?.open(for: easy)
        for line in request.fieldLines {
            guard let longer = curl_slist_append(fields, line) else { throw HTTPError(.refused, "Out of memory.") }
            fields = longer
        }
        try easy.set(CURLOPT_HTTPHEADER, pointer: fields)
        try easy.call(self)
    }

    /// Why the transfer ended or has to end; nil if it may go on, or is complete.
    func failure(_ result: CURLcode) -> HTTPError? {
        guard let easy else { return nil }
        _ = incoming.isPlausible(received: easy.count(CURLINFO_SIZE_DOWNLOAD_T))
        if let failure = incoming.failure { return failure }
        if result == CURLE_OK { return nil }
        return HTTPError(result, certificate: easy.number(CURLINFO_SSL_VERIFYRESULT))
    }

    /// Hands over what arrived, and stops the sender if the reader does not keep up.
    ///
    /// libcurl's own way to pause, from within the write callback, would make it collect a whole read's worth of
    /// decompressed data, and hand it over at once later: a compressed bomb would lie in its memory instead of ours.
    func deliver(isLast: Bool = false) {
        guard let easy else { return }
        if answer != nil, let response = incoming.response(from: easy, isLast: isLast) {
            let reader = BodyReader(channel)
            answer.take()?.resume(returning: HTTPAnswer(response: response, body: HTTPBody { try await reader.next() }))
        }
        guard answer == nil, let chunk = incoming.takeBody(), channel.deliver(chunk), !isLast else { return }
        isPaused = true
        curl_easy_pause(easy.pointer, CURLPAUSE_RECV)
    }

    /// The reader caught up.
    func resume(at now: ContinuousClock.Instant) {
        guard isPaused, let easy else { return }
        isPaused = false
        lastActivity = now
        curl_easy_pause(easy.pointer, CURLPAUSE_CONT)
    }

    /// Ends the exchange for whoever waits for it, and gives the handle back, free of everything of this transfer.
    func end(_ result: Result<Void, any Error>) -> EasyHandle? {
        if case .failure(let error) = result, error is CancellationError {} else { deliver(isLast: true) }
        let noAnswer = HTTPError(.receive, "The connection closed before an answer came; try again later.")
        answer.take()?.resume(with: result.flatMap { .failure(noAnswer) })
        channel.finish(result)
        easy?.reset()
        jar = nil
        return easy.take()
    }
}
