import HTTPTransport

extension CurlClient {
    /// What holds for all requests of a transport.
    package struct Configuration: Sendable {
        /// PEM file with the certificates of a private authority.
        ///
        /// It takes the place of the system's bundle file; where libcurl also knows a directory of certificates, as on
        /// Debian, the system's authorities stay trusted.
        package var caFile: String?
        /// So many requests of a credential go to one host at a time; the others wait their turn, which no limit
        /// counts.
        package var maxConnectionsPerHost = 32
        /// Cookie jars of a credential that are kept; beyond that the one not used for longest is forgotten.
        package var maxCookieJars = 1_024
        /// Credentials whose connections are kept; beyond that those not used for longest are closed.
        package var maxCredentials = 8
        /// Where the request has no `User-Agent`.
        ///
        /// Administrators filter on it: keep it stable.
        package var userAgent = Product.userAgent

        package init() {}
    }
}
