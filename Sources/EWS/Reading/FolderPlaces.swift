import Connector

/// What kind of folder each one of a mailbox is, as far as that says who got what lies there.
struct FolderPlaces: Sendable {
    private var places: [String: SourceMail.Place] = [:]
    /// What all others are.
    private let rest: SourceMail.Place

    /// The folder for archiving is known where the server names it in the list: asking an older one for it by name is
    /// a request that it does not understand.
    init(_ known: WellKnownFolders, _ listing: FolderListing) {
        for id in listing.archived { places[id] = .archive }
        let named: [(DistinguishedFolder, SourceMail.Place)] = [
            (.inbox, .inbox), (.sentitems, .sentItems), (.archive, .archive),
        ]
        for (name, place) in named {
            for id in known.ids[name] ?? [] where places[id] == nil { places[id] = place }
        }
        let isCertain = !listing.isArchiveUnread && known.unidentified.isDisjoint(with: [.inbox, .sentitems])
        rest = isCertain && !places.isEmpty ? .other : .unknown
    }

    func place(of folder: String) -> SourceMail.Place { places[folder] ?? rest }
}
