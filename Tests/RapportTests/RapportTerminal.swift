import Foundation
import Subprocess
import SystemPackage
import Testing

/// A terminal of so many columns and lines, as the real program sees one.
struct RapportTerminal {
    let columns: UInt16
    let lines: UInt16
    var environment: [String: String] = [:]

    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// All that the program shows, with line feeds alone between lines.
    func shows(_ arguments: [String]) async throws -> String {
        let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var isLocked: Int32 = 0
        var number: Int32 = 0
        // See ioctl_tty(2): unlocks the other side, and asks for its number.
        let isOpen =
            ioctl(master, Self.setLock, &isLocked) == 0 && ioctl(master, Self.getNumber, &number) == 0
        try #require(isOpen)
        let path = "/dev/pts/\(number)"
        let slave = try FileDescriptor.open(FilePath(path), .readWrite, options: .init(rawValue: O_NOCTTY))
        var size = winsize(ws_row: lines, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        let isSized = ioctl(master, UInt(TIOCSWINSZ), &size) == 0
        try #require(isSized)
        let (pieces, told) = AsyncStream<[UInt8]>.makeStream()
        // Whoever reads a terminal waits, and no thread of the tests' pool should.
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while case let count = read(master, &buffer, buffer.count), count > 0 {
                told.yield(Array(buffer[..<count]))
            }
            told.finish()
            close(master)
        }
        _ = try await RapportProgram.run(arguments, environment: environment, outputTo: slave)
        var shown: [UInt8] = []
        for await piece in pieces { shown += piece }
        return String(decoding: shown.filter { $0 != 0x0D }, as: UTF8.self)
    }
}
