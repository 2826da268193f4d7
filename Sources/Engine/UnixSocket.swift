import Glibc

/// Sockets in the file system, spoken to with blocking calls.
package enum UnixSocket {
    /// Sends `question`, and returns all that comes until the other side closes.
    ///
    /// - Parameter ends: whether the other side is told that no more will be said.
    /// - Returns: nil if nobody listens at `path`, or the connection broke off.
    package static func answer(to question: [UInt8], at path: String, ends: Bool = true) -> [UInt8]? {
        guard let descriptor = connect(to: path) else { return nil }
        defer { close(descriptor) }
        var rest = question[...]
        while !rest.isEmpty {
            // A broken connection must not end this process.
            let sent = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { return nil }
            rest = rest.dropFirst(sent)
        }
        if ends { shutdown(descriptor, Int32(SHUT_WR)) }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? answer : nil }
            answer += buffer[..<count]
        }
    }

    private static func connect(to path: String) -> Int32? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard path.utf8.count < room else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Whether a process takes connections at `path`.
    package static func isListenedAt(_ path: String) -> Bool {
        guard let descriptor = connect(to: path) else { return false }
        close(descriptor)
        return true
    }

    /// The process that takes connections at `path`; nil if there is none, or it is not one of this machine's.
    static func listener(at path: String) -> Int32? {
        guard let descriptor = connect(to: path) else { return nil }
        defer { close(descriptor) }
        // As `struct ucred` of socket(7): process, user, group.
        var peer: (process: Int32, user: UInt32, group: UInt32) = (0, 0, 0)
        var size = socklen_t(MemoryLayout.size(ofValue: peer))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0, peer.process > 0 else { return nil }
        return peer.process
    }
}
