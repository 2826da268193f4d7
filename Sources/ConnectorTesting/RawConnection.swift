import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The server's end of one connection; all calls block.
package final class RawConnection: Sendable {
    private struct State {
        var received: [UInt8] = []
        var requests: [RawRequest] = []
        var isClosed = false
    }

    /// Zero for the first connection of the server.
    package let number: Int
    private let socket: Int32
    private let state = Mutex(State())

    init(socket: Int32, number: Int) {
        self.socket = socket
        self.number = number
    }

    /// The complete requests so far.
    package var requests: [RawRequest] { state.withLock { $0.requests } }

    /// The next request with its body, by `Content-Length` or none; nil when the client closed the connection.
    package func readRequest() -> RawRequest? {
        guard let head = read(through: Array("\r\n\r\n".utf8)) else { return nil }
        var lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
        let line = lines.isEmpty ? "" : lines.removeFirst()
        let length = RawRequest(line: line, fields: lines, body: [])["Content-Length"].flatMap { Int($0) } ?? 0
        guard let body = read(count: length) else { return nil }
        let request = RawRequest(line: line, fields: lines, body: body)
        state.withLock { $0.requests.append(request) }
        return request
    }

    /// Returns when the client closed the connection; what it still sends is dropped.
    package func waitForEnd() {
        while receive() { state.withLock { $0.received = [] } }
    }

    package func write(_ text: String) {
        write(Array(text.utf8))
    }

    /// Returns when the system has taken everything, or the client is gone.
    package func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = RawSocket.send(UnsafeRawBufferPointer(rebasing: rest), to: socket, waiting: true)
                if count <= 0 { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Writes `bytes` again and again until nothing has been taken for `patience` milliseconds.
    ///
    /// - Returns: how many bytes were taken.
    package func writeUntilStuck(_ bytes: [UInt8], patience: Int32) -> Int {
        var total = 0
        var room = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        while poll(&room, 1, patience) == 1 {
            let count = bytes.withUnsafeBytes { RawSocket.send($0, to: socket, waiting: false) }
            if count <= 0 { break }
            total += count
        }
        return total
    }

    /// Closes in order; what was written arrives.
    package func close() {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        // The number of the socket is free for others when the connection goes, not while a thread may still use it.
        if isFirst { shutdown(socket, Int32(SHUT_RDWR)) }
    }

    deinit {
        #if canImport(Darwin)
            Darwin.close(socket)
        #else
            Glibc.close(socket)
        #endif
    }

    private func read(through end: [UInt8]) -> [UInt8]? {
        while true {
            let found: [UInt8]? = state.withLock { state in
                let starts = state.received.indices.dropLast(end.count - 1)
                guard let start = starts.first(where: { state.received[$0...].starts(with: end) }) else { return nil }
                defer { state.received.removeFirst(start + end.count) }
                return Array(state.received[..<start])
            }
            if let found { return found }
            guard receive() else { return nil }
        }
    }

    private func read(count: Int) -> [UInt8]? {
        while state.withLock({ $0.received.count < count }) {
            guard receive() else { return nil }
        }
        return state.withLock { state in
            defer { state.received.removeFirst(count) }
            return Array(state.received.prefix(count))
        }
    }

    /// False at the end.
    private func receive() -> Bool {
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            count = max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
        }
        state.withLock { $0.received += bytes }
        return !bytes.isEmpty
    }
}
