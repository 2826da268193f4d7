#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The few calls on sockets that differ between systems.
enum RawSocket {
    static func make() -> Int32 {
        #if canImport(Darwin)
            socket(AF_INET, SOCK_STREAM, 0)
        #else
            socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
    }

    /// Listens on a free port of 127.0.0.1; nil if that fails.
    static func listen(_ socket: Int32) -> UInt16? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(socket, address, length) == 0 && start(socket) && getsockname(socket, address, &length) == 0
            }
        }
        return isListening ? UInt16(bigEndian: address.sin_port) : nil
    }

    /// As many bytes as the system takes now; negative if the other side is gone, or nothing fits.
    static func send(_ bytes: UnsafeRawBufferPointer, to socket: Int32, waiting: Bool) -> Int {
        #if canImport(Darwin)
            Darwin.send(socket, bytes.baseAddress, bytes.count, waiting ? 0 : MSG_DONTWAIT)
        #else
            // Without the first a closed connection would end the tests.
            let flags = MSG_NOSIGNAL | (waiting ? 0 : MSG_DONTWAIT)
            return Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(flags))
        #endif
    }

    private static func start(_ socket: Int32) -> Bool {
        #if canImport(Darwin)
            Darwin.listen(socket, 256) == 0
        #else
            Glibc.listen(socket, 256) == 0
        #endif
    }
}
