import Glibc

/// An open file, closed with the value.
final class FileDescriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit { if number >= 0 { close(number) } }
}
