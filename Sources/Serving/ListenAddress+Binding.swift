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
        case .network(let host, let port): return .hostname(host, port: port)
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

    private func removeLeftover(_ path: String) throws(ListenError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw ListenError(self, Occupation.file) }
        guard !UnixSocket.isListenedAt(path) else { throw ListenError(self, Occupation.process) }
        unlink(path)
    }

    private enum Occupation: Error, CustomStringConvertible {
        case file, process

        var description: String {
            switch self {
            case .file: "there is a file of that name"
            case .process: "another process does"
            }
        }
    }
}
