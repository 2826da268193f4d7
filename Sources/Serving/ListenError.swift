import Glibc
import Settings

/// Why nobody can listen at an address.
package struct ListenError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The setting, what was found, and what to do.
    package let description: String

    init(_ listen: ListenAddress, _ obstacle: ListenObstacle) {
        description = "'serve.listen': nobody can listen at \(listen), because \(obstacle.words)."
    }
}

/// What is in the way of a server.
enum ListenObstacle: Hashable {
    /// A file that is no socket has the name.
    case file
    /// Another process listens there.
    case process
    /// An `errno` of the system.
    case system(Int32)
    /// Nobody said what.
    case unknown

    /// What is so, and what to do.
    fileprivate var words: String {
        switch self {
        case .file: "there is a file of that name. Set another address, or move the file away"
        case .process, .system(EADDRINUSE):
            "another process does already. Set another address, here or with --listen, or end that process"
        case .system(EACCES), .system(EPERM):
            "this user may not. Set a port above 1023, or a socket in a folder where the user may write"
        case .system(EADDRNOTAVAIL), .system(EAFNOSUPPORT):
            "this machine has no such address. Set one of its own, such as 127.0.0.1"
        case .system(ENOENT), .system(ENOTDIR): "there is no such folder. Make it, or set another address"
        case .system(ENAMETOOLONG): "the name is too long for a socket. Set a shorter one"
        case .unknown: "the server did not begin. Set another address"
        case .system(let code): "the system refuses (\(String(cString: strerror(code)))). Set another address"
        }
    }
}
