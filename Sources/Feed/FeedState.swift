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

    /// An empty object is the beginning.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        storeEpoch = try fields.decodeIfPresent(String.self, forKey: .storeEpoch)
        streams = try fields.decodeIfPresent([String: Place].self, forKey: .streams) ?? [:]
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

    /// Whether anything was delivered.
    package var isStart: Bool { FeedStream.allCases.allSatisfy { self[$0] == .start } }

    /// The same under the store's epoch.
    ///
    /// - Throws: `FeedError` if it belongs to another store, or to an earlier life of this one.
    package func checked(against extent: FeedExtent) throws(FeedError) -> FeedState {
        let isOurs = isStart || storeEpoch == nil || storeEpoch == extent.epoch.text
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

    /// The inverse of `json`.
    ///
    /// - Throws: `FeedError`.
    package init(json: some Sequence<UInt8>) throws(FeedError) {
        do {
            self = try JSONDecoder().decode(FeedState.self, from: Data(json))
        } catch {
            throw FeedError(.badState, "The kept position is damaged. Delete it, and load everything from the start.")
        }
        guard storeEpoch.map({ StoreEpoch($0) != nil }) ?? true else {
            throw FeedError(
                .badState,
                "The kept position names no epoch. Delete it, and load everything from the start."
            )
        }
    }
}
