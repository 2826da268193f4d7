import CCurl
import HTTPTransport

extension EasyHandle {
    /// Hands what arrives to `transfer`, which must live until the handle has left the multi handle.
    func call(_ transfer: CurlTransfer) throws(HTTPError) {
        let pointer = Unmanaged.passUnretained(transfer).toOpaque()
        try set(CURLOPT_PRIVATE, pointer: pointer)
        try set(CURLOPT_HEADERDATA, pointer: pointer)
        try set(CURLOPT_WRITEDATA, pointer: pointer)
        try set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = EasyHandle.buffer(bytes, size * count)
            guard let transfer = EasyHandle.transfer(context), transfer.incoming.addHeaderLine(line) else { return 0 }
            transfer.decideOnConnection()
            return line.count
        }
        try set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            guard let transfer = EasyHandle.transfer(context), let easy = transfer.easy else { return 0 }
            let piece = EasyHandle.buffer(bytes, size * count)
            let isTaken = transfer.incoming.addBody(piece, received: easy.count(CURLINFO_SIZE_DOWNLOAD_T))
            return isTaken ? piece.count : 0
        }
    }

    /// The transfer that a handle calls.
    static func transfer(of easy: UnsafeMutableRawPointer) -> CurlTransfer? {
        var pointer: UnsafeMutableRawPointer?
        CCurl_getPointer(easy, CURLINFO_PRIVATE, &pointer)
        return transfer(pointer)
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func buffer(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeRawBufferPointer(start: bytes, count: count).bindMemory(to: UInt8.self)
    }
}
