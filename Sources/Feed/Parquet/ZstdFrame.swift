import CZstd

/// Compresses by Zstandard (RFC 8878).
enum ZstdFrame {
    private static let level: Int32 = 3

    /// - Throws: `FeedError` if the library has no memory for it.
    static func compress(_ bytes: [UInt8]) throws(FeedError) -> [UInt8] {
        var code = 0
        let frame = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
            code = bytes.withUnsafeBytes {
                ZSTD_compress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count, level)
            }
            count = ZSTD_isError(code) == 0 ? code : 0
        }
        guard ZSTD_isError(code) == 0 else { throw FeedError(.cannotWrite, "Compressing failed for lack of memory.") }
        return frame
    }
}
