import Connector

/// Reads a sequence of pages to its end, listings and changes alike; the one place that asks for a next page.
///
/// Gate and stop signal are asked before every request (see `SourceReader`), and what never ends is ended.
struct Pager<Page: SourcePage>: Sendable {
    enum End: Hashable, Sendable {
        /// Behind the last page.
        case complete
        /// Before it, on request; what came is good.
        case stopped
    }

    private struct Reading: Sendable {
        let page: Page
        /// The service no longer knew the cursor, and this is the first page of the sequence.
        let isRestart: Bool
    }

    let reader: SourceReader
    /// What is out of reach if the pages have no end.
    let scope: SourceError.Scope
    let ask: @Sendable (any Source, Cursor?) async throws -> Page

    /// Restarts of one sequence; a service that forgets cursors faster than this never lets anybody finish.
    private var restartLimit: Int { 3 }

    init(
        _ reader: SourceReader,
        scope: SourceError.Scope,
        ask: @escaping @Sendable (any Source, Cursor?) async throws -> Page
    ) {
        self.reader = reader
        self.scope = scope
        self.ask = ask
    }

    /// Hands every page to `take`, while the next one is on its way.
    ///
    /// - Parameter take: gets a page, and whether it is the first after the service forgot its cursors.
    /// - Throws: `SourceError`, `StopRequested`, `AdmissionLost`, `CancellationError`, or what `take` throws.
    func read(after cursor: Cursor?, _ take: (Page, Bool) async throws -> Void) async throws -> End {
        var bounds = PageBounds(after: cursor)
        var restarts = 0
        var reading = try await page(after: cursor)
        while true {
            try Task.checkCancellation()
            let page = reading.page
            if reading.isRestart {
                restarts += 1
                bounds = PageBounds(after: nil)
            }
            guard restarts <= restartLimit else {
                throw SourceError(
                    .cursorExpired,
                    scope: scope,
                    retry: .never,
                    message: "The service forgets every cursor it gives; the rest is left for the next run."
                )
            }
            if let reason = bounds.reason(against: page) {
                throw SourceError(
                    .badAnswer,
                    scope: scope,
                    retry: .never,
                    message: "\(reason), without end; the rest is left for the next run."
                )
            }
            let next = page.next
            let mayGoOn = next != nil && !reader.stop.isRequested
            // The next page is on its way while this one is taken.
            async let following = mayGoOn ? self.page(after: next) : nil
            try await take(page, reading.isRestart)
            guard let found = try await following else { return next == nil ? .complete : .stopped }
            reading = found
        }
    }

    private func page(after cursor: Cursor?) async throws -> Reading {
        do {
            return Reading(page: try await whole(after: cursor), isRestart: false)
        } catch let error as SourceError where error.code == .cursorExpired && cursor != nil {
            return Reading(page: try await whole(after: nil), isRestart: true)
        }
    }

    /// A page that lacks a part is asked for again, as long as that may help; then it is taken without.
    private func whole(after cursor: Cursor?) async throws -> Page {
        var attempt = 0
        while true {
            let page = try await reader.read(concerning: scope) { [ask] in try await ask($0, cursor) }
            attempt += 1
            guard try reader.mayRepeat(after: page.failures, attempt: attempt) else { return page }
        }
    }
}
