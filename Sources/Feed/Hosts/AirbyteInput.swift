import FoundationEssentials
package import Interactions

/// What a host of the Airbyte protocol hands to `read`: which streams, and how far each was before.
package struct AirbyteInput: Sendable {
    /// The fields of the host's configuration that mean something here.
    package struct Configuration: Decodable, Sendable {
        /// Where the configuration of `rapport` is.
        package let config: String
        package let refresh: Bool?
        package let pull: Bool?
    }

    private struct Catalog: Decodable {
        struct Entry: Decodable {
            struct Stream: Decodable {
                let name: String
            }

            let stream: Stream
            let syncMode: String

            enum CodingKeys: String, CodingKey {
                case stream
                case syncMode = "sync_mode"
            }
        }

        let streams: [Entry]
    }

    private struct State: Decodable {
        struct Stream: Decodable {
            struct Descriptor: Decodable {
                let name: String
            }

            let descriptor: Descriptor
            let state: FeedState?

            enum CodingKeys: String, CodingKey {
                case descriptor = "stream_descriptor"
                case state = "stream_state"
            }
        }

        let stream: Stream
    }

    /// In the order of the catalog, each with where to go on.
    package let streams: [(stream: FeedStream, state: FeedState)]

    /// - Parameters:
    ///   - catalog: a `ConfiguredAirbyteCatalog`.
    ///   - state: a list of `AirbyteStateMessage`, nil for none; a stream that it does not name, or to which it gives
    ///     no state, begins at the start.
    /// - Throws: `FeedError` if either is none, or names an unknown stream.
    package init(catalog: [UInt8], state: [UInt8]?) throws(FeedError) {
        let entries: [Catalog.Entry]
        do {
            entries = try JSONDecoder().decode(Catalog.self, from: Data(catalog)).streams
        } catch {
            throw FeedError(.badState, "The catalog is not a configured catalog of Airbyte.")
        }
        var kept: [String: FeedState] = [:]
        if let state {
            guard let states = try? JSONDecoder().decode([State].self, from: Data(state)) else { throw Self.badState }
            for stream in states.map(\.stream) {
                guard let state = stream.state else { continue }
                guard let name = FeedStream(rawValue: stream.descriptor.name), state.names(name) else {
                    throw Self.badState
                }
                kept[stream.descriptor.name] = state
            }
        }
        var streams: [(stream: FeedStream, state: FeedState)] = []
        for entry in entries {
            guard let stream = FeedStream(rawValue: entry.stream.name) else {
                throw FeedError(.badState, "The catalog names a stream that there is not: discover again.")
            }
            // A full refresh that was interrupted goes on as well; one that is complete gets no state from its host.
            streams.append((stream, kept[entry.stream.name] ?? FeedState()))
        }
        self.streams = streams
    }

    private static var badState: FeedError {
        FeedError(
            .badState,
            "The state is none of this source, or damaged. Reset the connection, which loads everything from the start."
        )
    }

    /// - Throws: `FeedError`.
    package static func configuration(_ json: [UInt8]) throws(FeedError) -> Configuration {
        do {
            return try JSONDecoder().decode(Configuration.self, from: Data(json))
        } catch {
            throw FeedError(.badState, "The configuration must be an object with 'config', the path of a file.")
        }
    }
}
