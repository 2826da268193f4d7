/// The reader's hold on a body: when the last copy of the `HTTPBody` goes, so does what is left of the transfer.
final class BodyReader: Sendable {
    private let channel: BodyChannel

    init(_ channel: BodyChannel) {
        self.channel = channel
    }

    deinit {
        channel.cancel()
    }

    func next() async throws -> [UInt8]? {
        try await channel.next()
    }
}
