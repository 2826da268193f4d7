import FoundationEssentials
import Glibc
import Interactions
package import TabularFiles

extension UserDirectory {
    /// Reads a file, by the end of its name as CSV or JSON.
    ///
    /// Its facts were observed when it was written last.
    ///
    /// - Parameter delimiter: of CSV; nil for the one that the file's first lines show.
    /// - Throws: `DirectoryError`.
    package init(path: String, delimiter: Delimiter? = nil) throws(DirectoryError) {
        var status = stat()
        guard stat(path, &status) == 0, let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw DirectoryError(path, "cannot be read. Name another one under 'directory'.")
        }
        let modified = status.st_mtim
        let observedAt = Timestamp(microseconds: Int64(modified.tv_sec) * 1_000_000 + Int64(modified.tv_nsec) / 1_000)
        guard var text = String(validating: bytes, as: UTF8.self) else { throw DirectoryError(path, "is not UTF-8.") }
        if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
        if path.hasSuffix(".csv") {
            try self.init(csv: text, path: path, delimiter: delimiter, observedAt: observedAt)
        } else if path.hasSuffix(".json") {
            try self.init(json: text, path: path, observedAt: observedAt)
        } else {
            throw DirectoryError(path, "must end in .csv or .json.")
        }
    }
}
