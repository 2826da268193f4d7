package import HTTPTypes

extension HTTPResponse {
    /// What its body is, in lower case and without parameters; nil if nobody says so.
    ///
    /// See RFC 9110, 8.3.1.
    package var mediaType: String? {
        guard let value = headerFields[.contentType] else { return nil }
        let type = value.utf8.prefix { $0 != UInt8(ascii: ";") }.filter { $0 > 0x20 }
        return String(decoding: type.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
