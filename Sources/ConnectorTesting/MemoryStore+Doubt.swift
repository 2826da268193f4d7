import Connector
import Interactions

extension MemoryStore {
    /// How much the round that ends with `page` lacks, if what it lacks is to stay for now.
    func doubted(_ page: StorePage, in stream: StreamID, _ state: inout MemoryStream) -> Int? {
        guard let doubt = page.doubt else { return nil }
        let held = (copies[stream] ?? [:]).values.filter { copy in
            copy.presence == .held && page.span?.contains(copy.sighting.interaction.occurredAt) ?? true
        }
        let generation = state.generation
        let others = copies.filter { $0.key.source == stream.source && $0.key.owner == stream.owner }
            .flatMap(\.value.values)
            .filter { $0.presence == .held && ($0.stream != stream || $0.generation >= generation) }
        let named = Set(others.map(\.sighting.interaction.id))
        let missing = held.count { $0.generation < generation && !named.contains($0.sighting.interaction.id) }
        guard RoundDoubt.arises(from: missing, of: held.count), !doubt.isOver(since: state.doubtedSince) else {
            state.doubtedSince = nil
            return nil
        }
        state.doubtedSince = state.doubtedSince ?? doubt.now
        return missing
    }
}
