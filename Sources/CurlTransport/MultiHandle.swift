import CCurl
import HTTPTransport

/// Owns a multi handle: a set of running transfers and the connections they may use again.
///
/// Safe: `wake` may be called on any thread, everything else only on the one thread of the `CurlThread` that holds it.
final class MultiHandle: @unchecked Sendable {
    private let pointer: UnsafeMutableRawPointer

    /// - Throws: `HTTPError` if there is no memory.
    init(idleConnections: Int) throws(HTTPError) {
        _ = LibCurl.features
        guard let pointer = curl_multi_init() else { throw HTTPError(.connect, "Out of memory.") }
        self.pointer = pointer
        CCurl_multiSetLong(pointer, CURLMOPT_MAXCONNECTS, idleConnections)
    }

    deinit {
        curl_multi_cleanup(pointer)
    }

    /// Makes the running or the next `wait` return at once.
    func wake() {
        curl_multi_wakeup(pointer)
    }

    /// Returns when a connection has something to do, after `milliseconds`, or when woken.
    func wait(milliseconds: Int32) {
        curl_multi_poll(pointer, nil, 0, milliseconds, nil)
    }

    func add(_ easy: EasyHandle) -> Bool {
        curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK
    }

    /// Closes the connection if the transfer has not ended.
    func remove(_ easy: EasyHandle) {
        curl_multi_remove_handle(pointer, easy.pointer)
    }

    /// Does what can be done without waiting; callbacks run meanwhile.
    func perform() {
        var running: Int32 = 0
        curl_multi_perform(pointer, &running)
    }

    /// The next transfer that ended: its easy handle and how.
    func nextEnded() -> (easy: UnsafeMutableRawPointer, result: CURLcode)? {
        var remaining: Int32 = 0
        while let message = curl_multi_info_read(pointer, &remaining) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            return (easy, CCurl_result(message))
        }
        return nil
    }
}
