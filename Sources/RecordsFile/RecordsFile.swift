import Crypto
import FoundationEssentials
import Glibc
package import Interactions
import TabularFiles

/// A CRM in a file: companies, people, sales and who they belong to, and every mistake in it.
package struct RecordsFile: Sendable {
    /// What can be used, in the order of the file; users whom only `owner` names come last.
    package let rows: [CRMRow]
    /// Everything that is wrong, in the order of the file.
    package let problems: [RecordProblem]
    /// Rows that are there and cannot be used, each with its first problem; by reference, or by line where it says
    /// none.
    let unusable: [(key: String, problem: RecordProblem)]
    /// Whether every row says which one it is: only then what is not named is gone.
    let isWhole: Bool
    /// The same for the same content.
    let fingerprint: String

    /// Reads a file, by the end of its name as CSV or NDJSON.
    ///
    /// - Throws: `RecordsError` if the file as a whole makes no sense, or has no row: more likely an export that failed
    ///   than a company without customers.
    package init(path: String) throws(RecordsError) {
        try self.init(bytes: Self.bytes(path), path: path)
    }

    static func bytes(_ path: String) throws(RecordsError) -> [UInt8] {
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            guard access(path, R_OK) != 0 else { throw RecordsError(path, "cannot be read. It must be a file.") }
            let code = errno
            let advice = code == ENOENT ? "Name another one under 'records'." : "Let the user who runs this read it."
            throw RecordsError(path, "cannot be read (\(String(cString: strerror(code)))). \(advice)")
        }
        return Array(bytes)
    }

    static func fingerprint(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).prefix(16).reduce(into: "") { text, byte in
            text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
    }

    init(bytes: [UInt8], path: String) throws(RecordsError) {
        guard var text = String(validating: bytes, as: UTF8.self) else { throw RecordsError(path, "is not UTF-8.") }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        let lines: [RecordLine]
        if path.hasSuffix(".csv") {
            lines = try RecordLine.all(csv: text, path: path)
        } else if path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl") {
            lines = RecordLine.all(ndjson: text)
        } else {
            throw RecordsError(path, "must end in .csv, .ndjson or .jsonl.")
        }
        guard !lines.isEmpty else { throw RecordsError(path, "has no row. Nothing was done.") }
        var table = RecordTable(lines)
        rows = table.rows()
        problems = table.problems.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
            .map(\.element)
        unusable = table.unusable
        isWhole = lines.allSatisfy { $0.reference != nil }
        fingerprint = Self.fingerprint(bytes)
    }
}
