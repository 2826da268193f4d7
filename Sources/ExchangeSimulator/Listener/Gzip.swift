import CZlib

/// Compression for answers (RFC 1952).
package enum Gzip {
    /// Level 1: what Exchange calls `Low` costs as little.
    package static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var compressed: [UInt8] = []
        compressed.reserveCapacity(bytes.count / 6 + 128)
        deflate([bytes], level: Z_BEST_SPEED, into: &compressed)
        return compressed
    }

    /// A small answer that unpacks to `start` and then `count` MiB of spaces.
    package static func bomb(start: [UInt8], mebibytes count: Int) -> [UInt8] {
        var compressed: [UInt8] = []
        let spaces = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
        deflate([start] + repeatElement(spaces, count: count), level: Z_BEST_COMPRESSION, into: &compressed)
        return compressed
    }

    private static func deflate(_ parts: [[UInt8]], level: Int32, into compressed: inout [UInt8]) {
        var stream = z_stream()
        // A window for all of it, of at most 15 bits: to prepare a greater one takes longer than a short answer.
        let count = parts.reduce(0) { $0 + $1.count }
        let window = Int32(min(15, max(9, Int.bitWidth - count.leadingZeroBitCount)))
        // 16 are for the frame of gzip.
        let status = deflateInit2_(
            &stream,
            level,
            Z_DEFLATED,
            window + 16,
            window - 7,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        precondition(status == Z_OK, "zlib refuses its own defaults")
        defer { deflateEnd(&stream) }
        var block = [UInt8](repeating: 0, count: 64 << 10)
        for (index, part) in parts.enumerated() {
            let mode = index == parts.count - 1 ? Z_FINISH : Z_NO_FLUSH
            var part = part
            part.withUnsafeMutableBufferPointer { part in
                stream.next_in = part.baseAddress
                stream.avail_in = UInt32(part.count)
                repeat {
                    let written = block.withUnsafeMutableBufferPointer { block in
                        stream.next_out = block.baseAddress
                        stream.avail_out = UInt32(block.count)
                        CZlib.deflate(&stream, mode)
                        return block.count - Int(stream.avail_out)
                    }
                    compressed += block[..<written]
                } while stream.avail_out == 0
            }
        }
    }
}
