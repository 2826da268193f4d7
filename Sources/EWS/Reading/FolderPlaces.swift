import Connector

/// What kind of folder each one of a mailbox is, as far as that says who got what lies there.
struct FolderPlaces: Sendable {
    private var places: [String: SourceMail.Place] = [:]

    /// The folder for archiving is known where the server names it in the list: asking an older one for it by name is
    /// a request that it does not understand.
    init(_ known: WellKnownFolders, _ listing: FolderListing) {
        let isCertain = known.unidentified.isDisjoint(with: [.inbox, .sentitems])
        for folder in listing.folders { places[folder.folderID] = isCertain ? .other : .unknown }
        let named: [(DistinguishedFolder, SourceMail.Place)] = [
            (.archive, .archive), (.sentitems, .sentItems), (.inbox, .inbox),
        ]
        for (name, place) in named {
            for id in known.ids[name] ?? [] { places[id] = place }
        }
    }

    /// Those of a mailbox's archive.
    init(archive folders: [Folder]) {
        for folder in folders { places[folder.folderID] = .archive }
    }

    /// Nil for a folder that no list named.
    func place(of folder: String) -> SourceMail.Place? { places[folder] }

    /// With what another list told later.
    func merged(with others: FolderPlaces) -> FolderPlaces {
        var merged = self
        merged.places.merge(others.places) { _, latest in latest }
        return merged
    }
}
