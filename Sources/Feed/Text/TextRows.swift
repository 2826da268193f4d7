import Glibc
import Interactions

/// Goes through the rows of a file of text, whatever their fields: a row ends with its line, but not within quotes.
final class TextRows {
    private static let chunk = 1 << 18

    private let path: String
    private let descriptor: Int32
    /// Whether a quote begins or ends a text in which lines may end.
    private let hasQuotes: Bool
    private var buffer: [UInt8] = []
    private var place = 0
    private var isAtEnd = false

    /// - Throws: `FeedError` if it cannot be read.
    init(_ path: String, hasQuotes: Bool) throws(FeedError) {
        self.path = path
        self.hasQuotes = hasQuotes
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw FeedError(.badState, "'\(path)' cannot be read.") }
    }

    deinit { close(descriptor) }

    /// The next row with its end, nil behind the last one.
    ///
    /// - Throws: `FeedError` if the file cannot be read, or ends within a row.
    func next() throws(FeedError) -> ArraySlice<UInt8>? {
        var (index, isQuoted) = (place, false)
        while true {
            while index < buffer.count {
                let byte = buffer[index]
                index += 1
                if byte == 0x22, hasQuotes { isQuoted.toggle() }
                guard byte == 0x0A, !isQuoted else { continue }
                defer { place = index }
                return buffer[place..<index]
            }
            guard !isAtEnd else {
                guard place == buffer.count else { throw FeedError(.badState, "'\(path)' was cut off.") }
                return nil
            }
            index -= place
            try fill()
        }
    }

    private func fill() throws(FeedError) {
        buffer.removeFirst(place)
        place = 0
        var got = 0
        buffer += [UInt8](unsafeUninitializedCapacity: Self.chunk) { space, count in
            repeat { got = read(descriptor, space.baseAddress, Self.chunk) } while got < 0 && errno == EINTR
            count = max(0, got)
        }
        guard got >= 0 else { throw FeedError(.badState, "'\(path)' cannot be read.") }
        isAtEnd = got == 0
    }
}
