import CCurl
import HTTPTransport

/// Cookies in memory, shared by the transfers that name the jar and by nobody else.
///
/// No locks are set: all transfers of a loop run on its one thread. https://curl.se/libcurl/c/libcurl-share.html
final class CookieJar {
    private let share: UnsafeMutableRawPointer

    init() throws(HTTPError) {
        guard let share = curl_share_init() else { throw HTTPError(.connect, "Out of memory.") }
        self.share = share
        CCurl_shareSetLong(share, CURLSHOPT_SHARE, Int(CURL_LOCK_DATA_COOKIE.rawValue))
    }

    deinit {
        curl_share_cleanup(share)
    }

    /// Lets `easy` send and keep the cookies of this jar until it is reset.
    func open(for easy: EasyHandle) throws(HTTPError) {
        try easy.set(CURLOPT_SHARE, pointer: share)
        // Names no file, but switches cookies on.
        try easy.set(CURLOPT_COOKIEFILE, "")
    }
}
