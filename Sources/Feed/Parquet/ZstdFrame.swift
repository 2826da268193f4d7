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

    /// The inverse of `compress`.
    ///
    /// - Parameter size: of what comes out.
    /// - Throws: `FeedError` if it is none of our frames, or another size comes out.
    static func decompress(_ frame: ArraySlice<UInt8>, size: Int) throws(FeedError) -> [UInt8] {
        let damaged = FeedError(.badState, "A page is damaged.")
        let said = frame.withUnsafeBytes { ZSTD_getFrameContentSize($0.baseAddress, $0.count) }
        guard said == UInt64(size) else { throw damaged }
        var code = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            code = frame.withUnsafeBytes {
                ZSTD_decompress(buffer.baseAddress, buffer.count, $0.baseAddress, $0.count)
            }
            count = ZSTD_isError(code) == 0 ? code : 0
        }
        guard bytes.count == size, ZSTD_isError(code) == 0 else { throw damaged }
        return bytes
    }
}
