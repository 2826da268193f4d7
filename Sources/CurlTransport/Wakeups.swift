import HTTPTransport

/// Who waits for what came in one turn of the loop.
///
/// They are woken together at its end: each wake-up may cost a switch to another thread, which is better spent when the
/// curl thread has nothing else to do.
struct Wakeups {
    typealias Sender = CheckedContinuation<HTTPAnswer, any Error>
    typealias Reader = CheckedContinuation<[UInt8]?, any Error>

    private var senders: [(Sender, Result<HTTPAnswer, any Error>)] = []
    private var readers: [(Reader, Result<[UInt8]?, any Error>)] = []

    mutating func add(_ sender: Sender, _ answer: Result<HTTPAnswer, any Error>) {
        senders.append((sender, answer))
    }

    mutating func add(_ reader: Reader, _ chunk: Result<[UInt8]?, any Error>) {
        readers.append((reader, chunk))
    }

    mutating func resume() {
        for (reader, chunk) in readers { reader.resume(with: chunk) }
        readers.removeAll(keepingCapacity: true)
        for (sender, answer) in senders { sender.resume(with: answer) }
        senders.removeAll(keepingCapacity: true)
    }
}
