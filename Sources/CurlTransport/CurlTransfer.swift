import CCurl
import HTTPTransport
import HTTPTypes

/// One exchange from submission to its end.
///
/// Lives on the curl thread.
final class CurlTransfer {
    /// In turns of the loop, for a sender that dribbles.
    private static let longestHold = 16

    let request: OutgoingRequest
    let channel: BodyChannel
    /// Nil while the transfer waits for its turn, and after its end.
    private(set) var easy: EasyHandle?
    private(set) var started = ContinuousClock.now
    /// When bytes last came, or our own pause ended.
    var lastActivity = ContinuousClock.now
    private(set) var isPaused = false
    private var heldTurns = 0
    /// Sent and received, when last looked at.
    var movedBytes = 0
    var incoming: IncomingAnswer

    private var sender: Wakeups.Sender?
    private var jar: CookieJar?
    private var fields: UnsafeMutablePointer<curl_slist>?

    init(_ request: OutgoingRequest, channel: BodyChannel, sender: Wakeups.Sender) {
        self.request = request
        self.channel = channel
        self.sender = sender
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
        fields = try Self.list(request.fieldLines)
        try easy.set(CURLOPT_HTTPHEADER, pointer: fields)
        try easy.call(self)
    }

    /// libcurl's list of the texts in `lines`, each of which ends with a NUL.
    private static func list(_ lines: [CChar]) throws(HTTPError) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        let isComplete = lines.withUnsafeBufferPointer { lines in
            var start = 0
            while start < lines.count, let base = lines.baseAddress {
                guard let longer = curl_slist_append(list, base + start) else { return false }
                list = longer
                start += (lines[start...].firstIndex(of: 0) ?? lines.count) - start + 1
            }
            return true
        }
        guard isComplete else {
            curl_slist_free_all(list)
            throw HTTPError(.refused, "Out of memory.")
        }
        return list
    }

    /// Settles, while there is still time, whether the connection may be used again; libcurl looks when the answer
    /// ends.
    func decideOnConnection() {
        guard request.connection != .single, let easy, let response = incoming.completeHeader else { return }
        _ = CCurl_setLong(easy.pointer, CURLOPT_FORBID_REUSE, request.endsConnection(response) ? 1 : 0)
    }

    /// Why the transfer ended or has to end; nil if it may go on, or is complete.
    func failure(_ result: CURLcode) -> HTTPError? {
        guard let easy else { return nil }
        _ = incoming.isPlausible(received: easy.count(CURLINFO_SIZE_DOWNLOAD_T))
        if let failure = incoming.failure { return failure }
        if result == CURLE_OK { return nil }
        let proxy = easy.number(CURLINFO_HTTP_CONNECTCODE)
        if proxy >= 300 { return HTTPError(proxyStatus: proxy) }
        return HTTPError(result, certificate: easy.number(CURLINFO_SSL_VERIFYRESULT), host: request.origin.host)
    }

    /// Looks at what came in this turn of the loop, and hands it over when nothing more comes at once.
    ///
    /// To wake the reader costs as much as to receive 64 KiB.
    ///
    /// - Returns: whether something was held back; then the next turn has to come without waiting.
    func settle(at now: ContinuousClock.Instant, _ wakeups: inout Wakeups) -> Bool {
        let hasNews = incoming.takeNews()
        if hasNews {
            lastActivity = now
            if heldTurns < Self.longestHold, incoming.waitingBytes < BodyChannel.capacity / 2 {
                heldTurns += 1
                return true
            }
        }
        if hasNews || heldTurns > 0 {
            heldTurns = 0
            deliver(&wakeups)
        }
        return false
    }

    /// Hands over what arrived, and stops the sender if the reader does not keep up.
    ///
    /// libcurl's own way to pause, from within the write callback, would make it collect a whole read's worth of
    /// decompressed data, and hand it over at once later: a compressed bomb would lie in its memory instead of ours.
    /// With HTTP/2 a body that waits goes on growing while others come over the same connection, up to its limit.
    func deliver(_ wakeups: inout Wakeups, isLast: Bool = false) {
        guard let easy else { return }
        if sender != nil {
            guard let response = incoming.response(isLast: isLast) else { return }
            let reader = BodyReader(channel)
            let answer = HTTPAnswer(response: response, body: HTTPBody { try await reader.next() })
            if let sender = sender.take() { wakeups.add(sender, .success(answer)) }
        }
        guard channel.deliver(incoming.takeBody(), &wakeups), !isLast else { return }
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
    func end(_ result: Result<Void, any Error>, _ wakeups: inout Wakeups) -> EasyHandle? {
        if case .failure(let error) = result, error is CancellationError {} else { deliver(&wakeups, isLast: true) }
        if let sender = sender.take() {
            let noAnswer = HTTPError(.receive, "The connection closed before an answer came; try again later.")
            wakeups.add(sender, result.flatMap { .failure(noAnswer) })
        }
        channel.finish(result, &wakeups)
        easy?.reset()
        jar = nil
        return easy.take()
    }
}
