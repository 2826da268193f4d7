import Dispatch
import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The user's wish to end the program.
enum StopRequest {
    /// Returns on SIGINT or SIGTERM, and if asked for when standard input ends.
    static func wait(untilStandardInputCloses: Bool) async {
        let (stops, request) = AsyncStream<Void>.makeStream()
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { request.yield() }
            source.resume()
            return source
        }
        if untilStandardInputCloses {
            DispatchQueue.global().async {
                var block = [UInt8](repeating: 0, count: 256)
                while read(STDIN_FILENO, &block, block.count) > 0 {}
                request.yield()
            }
        }
        for await _ in stops { break }
        for source in signals { source.cancel() }
    }
}
