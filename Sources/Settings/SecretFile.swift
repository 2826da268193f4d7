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
    /// - Throws: `SettingsError` that names the setting and the path, never the contents.
    static func read(
        _ file: SettingPath,
        lines: Lines = .one,
        isShared: Bool = false
    ) throws(SettingsError) -> String {
        let path = file.path
        func failure(_ expected: String, _ text: String) -> SettingsError {
            SettingsError([.unusable(file, expected, text)])
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw failure(
                "a file that can be opened",
                "the file '\(path)' cannot be opened (\(String(cString: strerror(errno))))."
            )
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw failure("a file", "'\(path)' is not a file.")
        }
        // systemd gives the service its credentials by an access list, which shows as the group's right.
        let isCredential = path.utf8.starts(with: "/run/credentials/".utf8) && status.st_mode & 0o037 == 0
        guard isShared || isCredential || status.st_mode & 0o077 == 0 else {
            throw failure("mode 0600", "others can read '\(path)'. Run: chmod 600 '\(path)'")
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
            let content = lines == .one ? "one line of text" : "text"
            throw failure(content, "'\(path)' must hold \(content).")
        }
        return text
    }
}
