import CZlib

/// Compression for answers (RFC 1952).
package enum Gzip {
    /// Level 1: what Exchange calls `Low` costs as little.
    package static func compress(_ bytes: [UInt8]) -> [UInt8] {
        // A window for all of it, of at most 15 bits: to prepare a greater one takes longer than a short answer.
        let window = Int32(min(15, max(9, Int.bitWidth - bytes.count.leadingZeroBitCount)))
        return deflate(bytes, level: Z_BEST_SPEED, window: window + 16, mode: Z_FINISH)
    }

    /// A mebibyte of spaces that can stand anywhere in a stream, compressed once for all answers, and its checksum.
    private static let spaces: (compressed: [UInt8], checksum: UInt) = {
        let bytes = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
        return (deflate(bytes, level: Z_BEST_COMPRESSION, window: -15, mode: Z_FULL_FLUSH), crc32(0, bytes, 1 << 20))
    }()

    /// A small answer that unpacks to `start` and then `count` MiB of spaces.
    package static func bomb(start: [UInt8], mebibytes count: Int) -> [UInt8] {
        var checksum = crc32(0, start, UInt32(start.count))
        // Header; what follows is put together of pieces that know nothing of each other, and an empty last one.
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        bytes += deflate(start, level: Z_BEST_COMPRESSION, window: -15, mode: Z_FULL_FLUSH)
        for _ in 0..<count {
            bytes += spaces.compressed
            checksum = crc32_combine(checksum, spaces.checksum, 1 << 20)
        }
        bytes += [3, 0]
        for word in [UInt32(truncatingIfNeeded: checksum), UInt32(truncatingIfNeeded: start.count + count << 20)] {
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
        return bytes
    }

    /// - Parameter window: in bits; 16 more are for the frame of gzip, and negative ones for no frame.
    private static func deflate(_ bytes: [UInt8], level: Int32, window: Int32, mode: Int32) -> [UInt8] {
        var compressed: [UInt8] = []
        compressed.reserveCapacity(bytes.count / 6 + 128)
        var stream = z_stream()
        let status = deflateInit2_(
            &stream,
            level,
            Z_DEFLATED,
            window,
            abs(window) % 16 - 7,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        precondition(status == Z_OK, "zlib refuses its own defaults")
        defer { deflateEnd(&stream) }
        var block = [UInt8](repeating: 0, count: 64 << 10)
        var bytes = bytes
        bytes.withUnsafeMutableBufferPointer { bytes in
            stream.next_in = bytes.baseAddress
            stream.avail_in = UInt32(bytes.count)
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
        return compressed
    }
}
