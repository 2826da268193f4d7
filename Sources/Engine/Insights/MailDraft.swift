/// A mail that somebody still has to look at and to send.
package struct MailDraft: Hashable, Sendable {
    private static let subjects = ["Subject:", "Betreff:"]

    package let subject: String
    package let body: String

    /// - Parameter text: with a first line such as `Subject: ...`, or all body.
    package init(_ text: String) {
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard let label = Self.subjects.first(where: { lines[0].hasPrefix($0) }) else {
            (subject, body) = ("", text)
            return
        }
        subject = String(lines[0].dropFirst(label.count).drop { $0 == " " })
        body = lines.count > 1 ? String(lines[1].drop { $0 == "\n" }) : ""
    }

    /// A link that opens the draft in whatever program writes mail (RFC 6068).
    package func link(to address: String) -> String {
        var fields: [String] = []
        if !subject.isEmpty { fields.append("subject=" + Self.encoded(subject)) }
        if !body.isEmpty { fields.append("body=" + Self.encoded(body)) }
        let recipient = address.split(separator: "@", omittingEmptySubsequences: false)
            .map { Self.encoded(String($0)) }.joined(separator: "@")
        return "mailto:" + recipient + (fields.isEmpty ? "" : "?" + fields.joined(separator: "&"))
    }

    /// Everything but letters, digits and `-._~` of ASCII in percent encoding; a line ends with CR LF.
    private static func encoded(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case 0x0A: encoded += "%0D%0A"
            case 0x0D: break
            default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
