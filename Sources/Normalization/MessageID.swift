package import Connector

extension SourceItem {
    /// Whether it is a mail without a Message-ID, in a mailbox or in the CRM, whose identity stands on what it says.
    package var lacksMessageID: Bool {
        switch self {
        case .mail(let mail): mail.internetMessageID.flatMap { MessageID($0) } == nil
        case .activity(let activity):
            activity.kind == .email && activity.internetMessageID.flatMap { MessageID($0) } == nil
        default: false
        }
    }
}

/// The identifier of a mail in one form, whichever service wrote it out.
///
/// Angle brackets, comments around them and folding white space do not count; everything else stays as written, because
/// RFC 5322 §3.6.4 compares identifiers as they are. <https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4>
struct MessageID: Hashable {
    let text: String

    /// Reads `Message-ID`.
    ///
    /// Nil if there is nothing in it.
    init?(_ header: String) {
        self.init(header, unbracketedEndsAtSpace: false)
    }

    /// Reads the first identifier of `References`, the mail that began the thread, or of `In-Reply-To`.
    ///
    /// Nil if there is none; a word without brackets and `@` is none, because old clients write phrases there.
    init?(firstOf references: String) {
        self.init(references, unbracketedEndsAtSpace: true)
        guard text.utf8.contains(UInt8(ascii: "@")) || references.utf8.contains(UInt8(ascii: "<")) else { return nil }
    }

    private init?(_ header: String, unbracketedEndsAtSpace: Bool) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(header.utf8.count, 256))
        var isBracketed = false
        loop: for byte in header.utf8 {
            switch byte {
            case 0x3C where bytes.isEmpty: isBracketed = true
            case 0x3E where isBracketed: break loop
            case 0x00...0x20, 0x7F:
                if unbracketedEndsAtSpace, !isBracketed, !bytes.isEmpty { break loop }
            default: bytes.append(byte)
            }
        }
        guard !bytes.isEmpty else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }
}
