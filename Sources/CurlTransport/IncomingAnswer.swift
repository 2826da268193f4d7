import HTTPTransport
import HTTPTypes

/// What a transfer has received and not yet handed over, within the limits.
struct IncomingAnswer {
    /// Of all header lines together, with those of interim answers and rounds of authentication.
    static let headerLimit = 64 << 10
    /// Below that much the ratio of decompression says nothing.
    static let ratioGrace = 1 << 20

    /// Why nothing more is taken.
    private(set) var failure: HTTPError?
    private var hasNews = false
    private let limits: HTTPLimits
    private var header = IncomingHeader()
    private var headerBytes = 0
    private var bodyBytes = 0
    private var chunks: [[UInt8]] = []
    /// In `chunks`.
    private(set) var waitingBytes = 0

    init(limits: HTTPLimits) {
        self.limits = limits
    }

    /// Takes a line of a header, or refuses it.
    mutating func addHeaderLine(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        hasNews = true
        headerBytes += line.count
        guard headerBytes <= Self.headerLimit else {
            return refuse(.tooLarge, "The header of the answer is longer than \(Self.headerLimit) bytes.")
        }
        // libcurl would also undo others, several on top of each other, and takes some kinds of garbage for an empty
        // body.
        if let coding = Self.contentCoding(line), !["gzip", "x-gzip", "identity", ""].contains(coding) {
            return refuse(.receive, "The answer is compressed in a way that was not asked for; ask the administrator.")
        }
        header.add(line)
        return true
    }

    /// Takes a piece of the decoded body, or refuses it.
    ///
    /// - Parameter received: the bytes of the body so far as they came, perhaps without those of the current read.
    mutating func addBody(_ bytes: UnsafeBufferPointer<UInt8>, received: @autoclosure () -> Int) -> Bool {
        hasNews = true
        bodyBytes += bytes.count
        guard bodyBytes <= limits.bodyBytes else {
            return refuse(.tooLarge, "The body is longer than \(limits.bodyBytes) bytes; ask for less at a time.")
        }
        guard isPlausible(received: received() + EasyHandle.bufferSize) else { return false }
        waitingBytes += bytes.count
        if let last = chunks.indices.last, chunks[last].count + bytes.count <= EasyHandle.bufferSize {
            chunks[last].append(contentsOf: bytes)
        } else {
            var chunk: [UInt8] = []
            // A full piece is seldom the last.
            chunk.reserveCapacity(bytes.count < EasyHandle.pieceSize ? bytes.count : EasyHandle.bufferSize)
            chunk.append(contentsOf: bytes)
            chunks.append(chunk)
        }
        return true
    }

    /// Whether the body so far may have come from that many bytes; if not, nothing more is taken.
    mutating func isPlausible(received: @autoclosure () -> Int) -> Bool {
        guard bodyBytes > Self.ratioGrace else { return true }
        let (most, overflow) = limits.decompressionRatio.multipliedReportingOverflow(by: received())
        if overflow || bodyBytes <= most { return true }
        return refuse(.tooLarge, "The body grows more than \(limits.decompressionRatio) times when decompressed.")
    }

    /// Of the last answer so far, an authentication's leg included; nil while its lines come.
    var completeHeader: HTTPResponse? { header.response }

    /// What the answer's header says, once it is complete and the last.
    func response(isLast: Bool) -> HTTPResponse? {
        guard let response = header.response else { return nil }
        // libcurl may be about to answer a challenge; if so, it hides this answer's body.
        guard ![401, 407].contains(response.status.code) || bodyBytes > 0 || isLast else { return nil }
        return response
    }

    /// Whether something came since the last call.
    mutating func takeNews() -> Bool {
        defer { hasNews = false }
        return hasNews
    }

    /// The pieces of the body since the last call.
    mutating func takeBody() -> [[UInt8]] {
        waitingBytes = 0
        defer { chunks = [] }
        return chunks
    }

    /// The value, in lower case, if the line is a `Content-Encoding` field.
    private static func contentCoding(_ line: UnsafeBufferPointer<UInt8>) -> String? {
        let name = "content-encoding:".utf8
        guard line.count > name.count, zip(line, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { return nil }
        let value = line[name.count...].filter { $0 > 0x20 }
        return String(decoding: value, as: UTF8.self).lowercased()
    }

    private mutating func refuse(_ phase: HTTPError.Phase, _ message: String) -> Bool {
        failure = HTTPError(phase, message)
        chunks = []
        waitingBytes = 0
        return false
    }
}
