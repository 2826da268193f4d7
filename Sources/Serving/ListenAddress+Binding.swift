import Engine
import Glibc
import Hummingbird
import Settings

extension ListenAddress {
    /// What the server binds; a socket that a process left behind is removed, one that is listened at is not.
    ///
    /// - Throws: `ListenError` if something else has the socket's name, or somebody listens there.
    func bindAddress() throws -> BindAddress {
        switch self {
        case .network(let host, let port):
            try probe(host, port)
            return .hostname(host, port: port)
        case .socket(let path):
            try removeLeftover(path)
            return .unixDomainSocket(path: path)
        }
    }

    /// The address as a client writes it.
    ///
    /// - Parameter port: the one that was taken.
    func address(boundTo port: Int?) -> String {
        switch self {
        case .network(let host, let wanted): "http://\(ListenAddress.network(host: host, port: port ?? wanted))/"
        case .socket: description
        }
    }

    /// Lets a proxy that is another user connect to a socket, whatever the mask for new files is.
    ///
    /// As many reach a port of the loopback interface; who may come as far as the socket, its folder says.
    func letOthersConnect() {
        if case .socket(let path) = self { chmod(path, 0o666) }
    }

    private func removeLeftover(_ path: String) throws(ListenError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
            guard access(folder, W_OK | X_OK) == 0 else { throw ListenError(self, .system(errno)) }
            return
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw ListenError(self, .file) }
        guard !UnixSocket.isListenedAt(path) else { throw ListenError(self, .process) }
        unlink(path)
    }

    /// Binds and lets go again, because the system's own word says best what is wrong.
    private func probe(_ host: String, _ port: Int) throws(ListenError) {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let first = found else {
            throw ListenError(self, .system(EADDRNOTAVAIL))
        }
        defer { freeaddrinfo(found) }
        let descriptor = Glibc.socket(
            first.pointee.ai_family,
            first.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        guard descriptor >= 0 else { throw ListenError(self, .system(errno)) }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0, listen(descriptor, 1) == 0 else {
            throw ListenError(self, .system(errno))
        }
    }
}
