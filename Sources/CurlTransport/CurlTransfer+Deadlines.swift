import CCurl
import HTTPTransport

extension CurlTransfer {
    /// When a limit on time may end, if nothing comes until then.
    var deadline: ContinuousClock.Instant {
        let total = started.advanced(by: request.limits.total)
        return isPaused ? total : min(total, lastActivity.advanced(by: request.limits.idle))
    }

    /// The limit that has ended, if one has.
    func overdue(_ now: ContinuousClock.Instant) -> HTTPError? {
        if now >= started.advanced(by: request.limits.total) {
            return HTTPError(.timeout, "The exchange took longer than \(request.limits.total); try again later.")
        }
        noteProgress(now)
        guard !isPaused, now >= lastActivity.advanced(by: request.limits.idle) else { return nil }
        return HTTPError(.timeout, "Nothing came for \(request.limits.idle); try again later.")
    }

    /// Progress that no callback tells about: the connection stands, the request goes out, compressed data comes in.
    private func noteProgress(_ now: ContinuousClock.Instant) {
        guard let easy else { return }
        let untilConnected = easy.count(CURLINFO_PRETRANSFER_TIME_T)
        if untilConnected == 0 {
            // Until then there is a limit of its own.
            lastActivity = now
        } else {
            lastActivity = max(lastActivity, started.advanced(by: .microseconds(untilConnected)))
        }
        let moved = easy.count(CURLINFO_SIZE_UPLOAD_T) + easy.count(CURLINFO_SIZE_DOWNLOAD_T)
        if moved != movedBytes {
            movedBytes = moved
            lastActivity = now
        }
    }
}
