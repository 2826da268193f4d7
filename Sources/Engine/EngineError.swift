/// Why the engine did not do what it was asked to, in a form that every face can answer in its own way.
package struct EngineError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of refusal it is, for programs.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The settings do not go together with what is there.
        case badSettings
        /// Whoever is responsible may not do that, or the feature is off.
        case notPermitted
        /// A name, address or reference that means nothing here, or more than one thing.
        case unknownName
        /// A value beyond what it may be, or one that does not go together with another.
        case outOfRange
        /// An event of the life cycle that cannot follow on what happened so far.
        case outOfOrder
        /// Data without the log that belongs to it.
        case logMissing
        /// A log of mailboxes that were read, without the data that belongs to it.
        case storeMissing
        /// The key of the installation cannot be used.
        case badKey
        /// Another version wrote what would have to be read.
        case newerVersion
        /// A store that is damaged, somebody else's, or none of ours.
        case foreignData
        /// A log in which something was changed, removed, inserted or moved.
        case evidenceBroken
        /// A clock that may be wrong, where a record would make it right for good.
        case unprovenTime
        /// Another process writes to the data directory.
        case busy
        /// No mailbox may be read, so there is nobody to ask about.
        case nobodyAdmitted
        /// So much would be removed that it looks like a mistake.
        case tooMuchRemoval
        /// Something destructive that nobody confirmed.
        case unconfirmed
        /// A position in the feed of another store, or of this one before it was made anew.
        case foreignPosition
        /// A file that was to be made is there already, or cannot be written.
        case cannotCreate
    }

    package let code: Code
    /// What happened, where, and what to do; free of addresses, subjects and secrets.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
