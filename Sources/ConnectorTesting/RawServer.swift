import Foundation
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A server on 127.0.0.1 that says exactly the bytes it is told to, also those that no HTTP server would say.
///
/// For each connection the script runs once, on a thread of its own. Everything in it blocks; a `Latch` orders it
/// against the test. It serves until `stop` or the end of the process, whoever still holds it.
package final class RawServer: Sendable {
    package typealias Script = @Sendable (RawConnection) -> Void

    /// The number is `errno`.
    package struct CannotListen: Error {
        package let code: Int32
    }

    package let port: UInt16
    /// Nil once it is closed: the number may be somebody else's by then.
    private let listener: Mutex<Int32?>
    private let accepted = Mutex<[RawConnection]>([])

    /// Listens at once, on a port that the system chooses.
    package init(_ script: @escaping Script) throws {
        let socket = RawSocket.make()
        guard let port = RawSocket.listen(socket) else { throw CannotListen(code: errno) }
        self.port = port
        listener = Mutex(socket)
        Thread.detachNewThread {
            while true {
                let peer = accept(socket, nil, nil)
                // Who hung up before being accepted ends nothing, and neither does a signal.
                if peer < 0, errno == EINTR || errno == ECONNABORTED { continue }
                guard peer >= 0 else { break }
                let connection = self.note(peer)
                Thread.detachNewThread {
                    script(connection)
                    connection.close()
                }
            }
            self.listener.withLock { listener in
                listener = nil
                close(socket)
            }
        }
    }

    /// Answers every request with the same bytes, and keeps the connections open.
    package convenience init(answer: String) throws {
        try self.init { connection in
            while connection.readRequest() != nil { connection.write(answer) }
        }
    }

    /// Closes the port and all connections.
    package func stop() {
        // Ends the waiting in accept, after which the thread closes the socket.
        listener.withLock { if let listener = $0 { shutdown(listener, Int32(SHUT_RDWR)) } }
        for connection in connections { connection.close() }
    }

    /// Host and port for a URL.
    package var authority: String { "127.0.0.1:\(port)" }

    /// All so far, in the order in which they were made.
    package var connections: [RawConnection] { accepted.withLock { $0 } }

    /// The complete requests so far, connection by connection.
    package var requests: [RawRequest] { connections.flatMap(\.requests) }

    private func note(_ socket: Int32) -> RawConnection {
        accepted.withLock { accepted in
            let connection = RawConnection(socket: socket, number: accepted.count)
            accepted.append(connection)
            return connection
        }
    }
}
