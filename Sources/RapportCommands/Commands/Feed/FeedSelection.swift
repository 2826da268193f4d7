import ArgumentParser
import Interactions

/// Which streams of the feed somebody asks for.
enum FeedSelection: ExpressibleByArgument, Hashable {
    case one(FeedStream)
    case all

    static let allValueStrings = FeedStream.allCases.map(\.rawValue) + ["all"]

    init?(argument: String) {
        if argument == "all" {
            self = .all
        } else if let stream = FeedStream(rawValue: argument) {
            self = .one(stream)
        } else {
            return nil
        }
    }

    /// Each once, in the order in which they are told.
    static func streams(_ selected: [FeedSelection], unlessGiven others: [FeedStream]) -> [FeedStream] {
        if selected.isEmpty { return others }
        if selected.contains(.all) { return FeedStream.allCases }
        return FeedStream.allCases.filter { selected.contains(.one($0)) }
    }
}
