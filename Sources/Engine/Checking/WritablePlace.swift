import Glibc

/// A folder in which something is to be made later, asked beforehand.
enum WritablePlace {
    /// Why nothing can be made at this path; nil if something can.
    ///
    /// - Parameter path: of a folder, which is made with all above it where it is not there.
    static func obstacle(toFolder path: String) -> String? {
        var status = stat()
        var folder = path
        while stat(folder, &status) != 0 {
            let reason = reason()
            guard errno == ENOENT, let parent = parent(of: folder) else { return reason }
            folder = parent
        }
        return obstacle(in: folder)
    }

    /// Why no file can be made in this folder, which has to be there; nil if one can.
    ///
    /// Tries it with a folder that goes away at once: rights alone do not tell of pseudo file systems.
    static func obstacle(in folder: String) -> String? {
        var template = Array("\(folder)/.rapport-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { return reason() }
        rmdir(template)
        return nil
    }

    /// The folder around a path; nil for the root.
    static func parent(of path: String) -> String? {
        let bytes = path.utf8
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return path == "." ? nil : "." }
        guard slash > bytes.startIndex else { return bytes.count > 1 ? "/" : nil }
        return String(path[..<slash])
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
