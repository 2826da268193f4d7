import Crypto
import Interactions

/// Makes the identifiers of a file's rows into those that every CRM's rows have here: GUIDs.
enum RecordID {
    /// The namespace of our name-based UUIDs, chosen once: `9a0c6f0e-6b6d-5e0b-9a55-1d2f6a0f4c11`.
    private static let namespace: [UInt8] = [
        0x9A, 0x0C, 0x6F, 0x0E, 0x6B, 0x6D, 0x5E, 0x0B, 0x9A, 0x55, 0x1D, 0x2F, 0x6A, 0x0F, 0x4C, 0x11,
    ]

    /// An id that is a GUID stays what it is; of any other comes a UUID of version 5, whose name is `account/` and the
    /// id, so that others can compute it.
    ///
    /// <https://www.rfc-editor.org/rfc/rfc9562#section-5.5>
    static func reference(_ table: CRMReference.Table, _ id: String) -> CRMReference? {
        if let reference = CRMReference(table, id: id) { return reference }
        let name = Array("\(table.rawValue)/\(id)".utf8)
        var digest = Array(Insecure.SHA1.hash(data: namespace + name).prefix(16))
        digest[6] = digest[6] & 0x0F | 0x50
        digest[8] = digest[8] & 0x3F | 0x80
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in digest.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return CRMReference(table, id: String(decoding: text, as: UTF8.self))
    }
}
