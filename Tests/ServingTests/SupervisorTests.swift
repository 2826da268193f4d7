import ConnectorTesting
import Foundation
import Testing

@testable import Serving

@Suite struct `A supervisor` {
    /// A datagram socket of this name, as systemd makes it.
    private final class Notified {
        private let descriptor: Int32

        init(_ name: [UInt8]) throws {
            descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
            let length = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            try #require(result == 0)
        }

        deinit { close(descriptor) }

        /// What came, nil if nothing did.
        var next: String? {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
        }
    }

    @Test func `is told by a path`() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/notify"
        let notified = try Notified(Array(path.utf8) + [0])
        let supervisor = Supervisor(environment: ["NOTIFY_SOCKET": path])
        supervisor.tell(.ready, .status("two\nlines"))
        #expect(notified.next == "READY=1\nSTATUS=two lines")
        supervisor.tell(.stopping)
        #expect(notified.next == "STOPPING=1")
        supervisor.tell(.reloading(microseconds: 5))
        #expect(notified.next == "RELOADING=1\nMONOTONIC_USEC=5")
        #expect(notified.next == nil)
    }

    @Test func `is told by an abstract name`() throws {
        let name = "rapport-test-\(UInt64.random(in: 0 ... .max))"
        let notified = try Notified([0] + Array(name.utf8))
        Supervisor(environment: ["NOTIFY_SOCKET": "@" + name]).tell(.alive)
        #expect(notified.next == "WATCHDOG=1")
    }

    @Test func `hears twice in the time that it allows that the process is alive`() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/notify"
        let notified = try Notified(Array(path.utf8) + [0])
        let supervisor = Supervisor(environment: ["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "30000000"])
        let clock = ManualClock()
        let running = Task { try await Watchdog(supervisor: supervisor, clock: clock).run() }
        await clock.waitForSleepers()
        #expect(notified.next == "WATCHDOG=1")
        clock.advance(by: .seconds(14))
        #expect(notified.next == nil)
        clock.advance(by: .seconds(1))
        await clock.waitForSleepers()
        #expect(notified.next == "WATCHDOG=1")
        running.cancel()
        try await running.value
    }

    @Test(arguments: [
        [:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "relative"], ["NOTIFY_SOCKET": "/nowhere/at/all"],
        ["NOTIFY_SOCKET": "/" + String(repeating: "x", count: 300)],
    ])
    func `is no trouble where nobody listens`(environment: [String: String]) {
        Supervisor(environment: environment).tell(.ready)
    }

    @Test(arguments: [
        (["WATCHDOG_USEC": "30000000", "NOTIFY_SOCKET": "/n"], Duration.seconds(30)),
        (["WATCHDOG_USEC": "30000000", "NOTIFY_SOCKET": "/n", "WATCHDOG_PID": "42"], .seconds(30)),
        (["WATCHDOG_USEC": "30000000", "NOTIFY_SOCKET": "/n", "WATCHDOG_PID": "41"], nil),
        (["WATCHDOG_USEC": "30000000"], nil), (["WATCHDOG_USEC": "0", "NOTIFY_SOCKET": "/n"], nil),
        (["WATCHDOG_USEC": "-5", "NOTIFY_SOCKET": "/n"], nil), (["WATCHDOG_USEC": "x", "NOTIFY_SOCKET": "/n"], nil),
        (["NOTIFY_SOCKET": "/n"], nil),
    ])
    func `watches the process that it means`(environment: [String: String], period: Duration?) {
        #expect(Supervisor(environment: environment, process: 42).watchdog == period)
    }
}
