import Glibc

/// An open file, closed with the value.
package final class FileDescriptor: Sendable {
    package let number: Int32

    package init(_ number: Int32) {
        self.number = number
    }

    deinit { if number >= 0 { close(number) } }
}
