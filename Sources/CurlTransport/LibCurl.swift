import CCurl
import Glibc

/// The library's process-wide state, and what the installed one can do.
enum LibCurl {
    /// Asking for it also starts the library; ask before anything else of it.
    static let features: Features = {
        // libcurl would write the keys of every connection, and so all mail and every token, to the file that this
        // names.
        unsetenv("SSLKEYLOGFILE")
        curl_global_init(CCurl_globalAll())
        // By default glibc gives memory back as soon as 128 KiB at the end of its heap are free. Who receives bodies
        // and lets them go crosses that line all the time, and pays for every page again: 40 page faults for 150 KB,
        // three times the work of receiving them.
        CCurl_keepFreedMemory(4 << 20, 8 << 20)
        let version = curl_version_info(CCurl_versionNow())
        return Features(rawValue: version?.pointee.features ?? 0)
    }()

    /// What the library was built with (https://curl.se/libcurl/c/curl_version_info.html).
    struct Features: OptionSet {
        let rawValue: Int32

        static let ntlm = Features(rawValue: CURL_VERSION_NTLM)
        static let spnego = Features(rawValue: CURL_VERSION_SPNEGO)
        static let http2 = Features(rawValue: CURL_VERSION_HTTP2)
        static let tls = Features(rawValue: CURL_VERSION_SSL)
    }
}
