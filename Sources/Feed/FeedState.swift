package import Connector
import FoundationEssentials
package import Interactions

/// How far a consumer is, in each stream: what it keeps, and gives back to get what comes next.
package struct FeedState: Hashable, Sendable, Codable {
    private struct Place: Hashable, Sendable, Codable {
        var sequence: Int64
        /// Behind which interaction of the sequence, nil for behind all of it.
        var number: Int64?
    }

    private var storeEpoch: String?
    private var streams: [String: Place] = [:]

    private enum CodingKeys: String, CodingKey {
        case storeEpoch = "store_epoch"
        case streams
    }

    /// Only what was handed out: an epoch, and a place in at least one stream.
    ///
    /// What lacks either was cut off or is of something else. Taken for the beginning, it would load everything again
    /// beside what was deleted meanwhile.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        guard let epoch = StoreEpoch(try fields.decode(String.self, forKey: .storeEpoch)) else {
            throw DecodingError.dataCorruptedError(forKey: .storeEpoch, in: fields, debugDescription: "no epoch")
        }
        storeEpoch = epoch.text
        streams = try fields.decode([String: Place].self, forKey: .streams)
        guard !streams.isEmpty, streams.keys.allSatisfy({ FeedStream(rawValue: $0) != nil }) else {
            throw DecodingError.dataCorruptedError(forKey: .streams, in: fields, debugDescription: "no stream")
        }
    }

    /// Nothing was delivered yet.
    package init() {}

    /// Everything up to a sequence was delivered in every stream.
    ///
    /// - Parameter epoch: nil where the consumer does not know it; then only a position beyond the store's is refused.
    /// - Throws: `FeedError` if the epoch's text is none.
    package init(after sequence: Int64, epoch: String? = nil) throws(FeedError) {
        if let epoch {
            guard let epoch = StoreEpoch(epoch) else {
                throw FeedError(.badState, "An epoch has 32 hexadecimal digits.")
            }
            storeEpoch = epoch.text
        }
        for stream in FeedStream.allCases { self[stream] = ChangePosition(sequence: sequence) }
    }

    /// The state of one stream alone.
    package init(_ stream: FeedStream, at position: ChangePosition, epoch: StoreEpoch) {
        storeEpoch = epoch.text
        self[stream] = position
    }

    package subscript(stream: FeedStream) -> ChangePosition {
        get {
            guard let place = streams[stream.rawValue] else { return .start }
            return ChangePosition(sequence: place.sequence, number: place.number ?? .max)
        }
        set {
            let number: Int64? = newValue.number == .max ? nil : newValue.number
            streams[stream.rawValue] = Place(sequence: newValue.sequence, number: number)
        }
    }

    /// The same where a first delivery of these streams has begun: it begins at the start as well, but its consumer may
    /// hold rows of that delivery, so that deletions are told to it.
    package func begun(_ streams: [FeedStream]) -> FeedState {
        var state = self
        for stream in streams where self[stream] == .start { state[stream] = ChangePosition(sequence: 0, number: 0) }
        return state
    }

    /// Whether it says how far a stream is.
    package func names(_ stream: FeedStream) -> Bool { streams[stream.rawValue] != nil }

    /// The same under the store's epoch.
    ///
    /// - Throws: `FeedError` if it belongs to another store, or to an earlier life of this one.
    package func checked(against extent: FeedExtent) throws(FeedError) -> FeedState {
        let isOurs = storeEpoch == nil || storeEpoch == extent.epoch.text
        guard isOurs, streams.values.allSatisfy({ (0...extent.sequence).contains($0.sequence) }) else {
            throw FeedError(
                .foreignPosition,
                """
                This position is of another store, or of this one before it was made anew or restored. Nothing follows \
                on it: delete what was loaded and the kept position, and load everything from the start.
                """
            )
        }
        var state = self
        state.storeEpoch = extent.epoch.text
        return state
    }

    // MARK: JSON

    /// One line without an end.
    package var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    /// A line of Singer's protocol.
    private struct Message: Decodable {
        let type: String
        let value: FeedState
    }

    /// The inverse of `json`; also of a whole STATE line of Singer, which targets print and hosts keep.
    ///
    /// - Throws: `FeedError`.
    package init(json: some Sequence<UInt8>) throws(FeedError) {
        let data = Data(json)
        if let state = try? JSONDecoder().decode(FeedState.self, from: data) {
            self = state
        } else if let message = try? JSONDecoder().decode(Message.self, from: data), message.type == "STATE" {
            self = message.value
        } else {
            throw FeedError(
                .badState,
                "The kept position is damaged, or none of this feed. Delete it together with what was loaded, and load "
                    + "everything from the start."
            )
        }
    }
}
