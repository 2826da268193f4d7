import XMLStream

/// The vendor's own word for how a request ended: what decisions stand on, as `MessageText` is localized.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode>
struct ResponseCode: Hashable, Sendable {
    /// Something that is not a response code stood in its place.
    static let unintelligible = ResponseCode(text: "")
    static let noError = ResponseCode(text: "NoError")

    let text: String

    private init(text: String) {
        self.text = text
    }

    /// `NoError`, or `Error` with up to 75 ASCII letters and digits; anything else could be text of the server's own
    /// and becomes `unintelligible`.
    init(_ bytes: some Collection<UInt8>) {
        let isCode =
            bytes.elementsEqual("NoError".utf8)
            || ((6...80).contains(bytes.count) && bytes.starts(with: "Error".utf8)
                && bytes.allSatisfy(Self.isAlphanumeric))
        self = isCode ? ResponseCode(text: String(decoding: bytes, as: UTF8.self)) : .unintelligible
    }

    init(_ text: some StringProtocol) {
        self.init(Array(text.utf8))
    }

    init(of element: XMLElement) {
        self = element.withText { ResponseCode($0) }
    }

    /// For `SourceError.vendorCode`.
    var vendorCode: String? { text.isEmpty ? nil : text }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
