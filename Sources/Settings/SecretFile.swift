import Glibc

/// Reads a secret from a file that only its owner can read.
enum SecretFile {
    private static let limit = 64 << 10

    enum Lines {
        case one, many
    }

    /// The file's text without the line end at its end.
    ///
    /// - Parameter isShared: others may be able to read it too.
    /// - Throws: `SettingsError` that names `key` and the path, never the contents.
    static func read(
        _ path: String,
        key: String,
        lines: Lines = .one,
        isShared: Bool = false
    ) throws(SettingsError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw failure("'\(key)': the file '\(path)' cannot be opened (\(String(cString: strerror(errno)))).")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure("'\(key)': '\(path)' is not a file.")
        }
        guard isShared || status.st_mode & 0o077 == 0 else {
            throw failure("'\(key)': others can read '\(path)'. Run: chmod 600 '\(path)'")
        }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count < bytes.count {
            let read = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: count), limit + 1 - count)
            }
            guard read > 0 else { break }
            count += read
        }
        bytes.removeLast(bytes.count - count)
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        guard (1...limit).contains(bytes.count), let text = String(validating: bytes, as: UTF8.self),
            !text.unicodeScalars.contains(where: { scalar in
                (scalar.value < 0x20 || scalar.value == 0x7F)
                    && !(lines == .many && [0x09, 0x0A, 0x0D].contains(scalar.value))
            })
        else {
            throw failure("'\(key)': '\(path)' must hold \(lines == .one ? "one line of " : "")text.")
        }
        return text
    }

    private static func failure(_ message: String) -> SettingsError {
        SettingsError(message)
    }
}
