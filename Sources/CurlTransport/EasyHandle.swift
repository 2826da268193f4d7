import CCurl
import HTTPTransport

/// Owns an easy handle: one transfer at a time, used again for the next.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer

    /// - Throws: `HTTPError` if there is no memory.
    init() throws(HTTPError) {
        guard let pointer = curl_easy_init() else { throw HTTPError(.connect, "Out of memory.") }
        self.pointer = pointer
    }

    deinit {
        curl_easy_cleanup(pointer)
    }

    /// Forgets every option, and with them request, credential and cookies.
    func reset() {
        // Resetting keeps the share, and before 8.0 loses the list that this option is (a leak). The order counts:
        // without its share a handle would clear the jar.
        CCurl_setPointer(pointer, CURLOPT_COOKIEFILE, nil)
        CCurl_setPointer(pointer, CURLOPT_SHARE, nil)
        curl_easy_reset(pointer)
    }

    func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
        try check(CCurl_setLong(pointer, option, value), option)
    }

    /// The body of the request; it is copied.
    func setBody(_ bytes: [UInt8]) throws(HTTPError) {
        try check(CCurl_setOffset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)), CURLOPT_POSTFIELDS)
        let result = bytes.withUnsafeBytes { bytes in
            // Without a pointer libcurl would read from standard input.
            withUnsafePointer(to: UInt8(0)) { empty in
                let base = bytes.baseAddress ?? UnsafeRawPointer(empty)
                return CCurl_setPointer(pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: base))
            }
        }
        try check(result, CURLOPT_COPYPOSTFIELDS)
    }

    /// The text is copied.
    func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
        try check(CCurl_setText(pointer, option, value), option)
    }

    /// What `value` points to must live as long as the transfer.
    func set(_ option: CURLoption, pointer value: UnsafeMutableRawPointer?) throws(HTTPError) {
        try check(CCurl_setPointer(pointer, option, value), option)
    }

    func set(_ option: CURLoption, _ callback: @escaping curl_write_callback) throws(HTTPError) {
        try check(CCurl_setCallback(pointer, option, callback), option)
    }

    /// Zero if libcurl does not know.
    func number(_ info: CURLINFO) -> Int {
        var value = 0
        CCurl_getLong(pointer, info, &value)
        return value
    }

    /// Zero if libcurl does not know.
    func count(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        CCurl_getOffset(pointer, info, &value)
        return Int(value)
    }

    private func check(_ result: CURLcode, _ option: CURLoption) throws(HTTPError) {
        guard result != CURLE_OK else { return }
        throw HTTPError(
            .refused,
            "libcurl does not take option \(option.rawValue) (error \(result.rawValue)); 7.85 or later is needed."
        )
    }
}
