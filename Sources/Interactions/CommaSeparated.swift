/// Cells as RFC 4180 has them, in quotes where they need them.
package enum CommaSeparated {
    /// Writes one cell behind others.
    package static func append(_ cell: String, to bytes: inout [UInt8], isQuoted: Bool = false) {
        let special: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D]
        guard isQuoted || cell.utf8.contains(where: special.contains) else {
            return bytes.append(contentsOf: cell.utf8)
        }
        bytes.append(0x22)
        for byte in cell.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }

    /// One row without its line end.
    package static func row(_ cells: [String]) -> String {
        var bytes: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            append(cell, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
