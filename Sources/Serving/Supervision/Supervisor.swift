import Glibc

/// Who started the process and watches it, told by datagrams as `sd_notify` tells them; nobody, mostly.
///
/// See <https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html>.
package struct Supervisor: Sendable {
    /// How things stand.
    package enum Notice: Hashable, Sendable {
        case ready, stopping, alive
        /// The configuration is being read again, begun at this time of the monotonic clock.
        case reloading(microseconds: Int64)
        /// A line for `systemctl status`.
        case status(String)

        var text: String {
            switch self {
            case .ready: "READY=1"
            case .stopping: "STOPPING=1"
            case .alive: "WATCHDOG=1"
            case .reloading(let microseconds): "RELOADING=1\nMONOTONIC_USEC=\(microseconds)"
            case .status(let text): "STATUS=\(text.split(separator: "\n").joined(separator: " "))"
            }
        }
    }

    /// A path, or an abstract name that begins with `@`.
    private let socketName: String?
    /// How often the process has to say that it is alive; nil if nobody asks.
    package let watchdog: Duration?

    /// - Parameter environment: `NOTIFY_SOCKET`, and `WATCHDOG_USEC` for the process `WATCHDOG_PID`, if that is given.
    package init(environment: [String: String], process: Int32? = nil) {
        socketName = environment["NOTIFY_SOCKET"].flatMap { name in
            let first = name.utf8.first
            return first == UInt8(ascii: "/") || first == UInt8(ascii: "@") ? name : nil
        }
        let isMeant = environment["WATCHDOG_PID"].map { $0 == String(process ?? getpid()) } ?? true
        let period = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        watchdog = isMeant && period > 0 && socketName != nil ? .microseconds(period) : nil
    }

    /// Says it to whoever listens; where nobody does, or not any more, nothing happens.
    package func tell(_ notices: Notice...) {
        guard let socketName else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var name = Array(socketName.utf8)
        // https://man7.org/linux/man-pages/man7/unix.7.html: an abstract name begins with a zero, and has no end.
        if name.first == UInt8(ascii: "@") { name[0] = 0 }
        guard name.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
        let length = MemoryLayout<sa_family_t>.size + name.count + (name.first == 0 ? 0 : 1)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let text = Array(notices.map(\.text).joined(separator: "\n").utf8)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                sendto(descriptor, text, text.count, Int32(MSG_NOSIGNAL), pointer, socklen_t(length))
            }
        }
    }
}
