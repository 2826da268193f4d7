package import Connector
package import Interactions

extension Source {
    /// All pages of all lists of `owner`'s streams, and why lists and parts of them failed alone.
    ///
    /// - Throws: what concerns more than a list.
    package func wholeList(of owner: StreamOwner) async throws -> (streams: [StreamID], failures: [SourceError]) {
        var (streams, failures): ([StreamID], [SourceError]) = ([], [])
        for list in try lists(of: owner) {
            var cursor = list.start
            do {
                repeat {
                    let page = try await self.streams(of: owner, after: cursor)
                    streams += page.streams
                    failures += page.failures
                    cursor = page.next
                } while cursor != nil
            } catch let error as SourceError where error.scope == .part {
                failures.append(error)
            }
        }
        return (streams, failures)
    }
}
