import Interactions

extension Sighting.Rank {
    /// How much a copy of a mail knows.
    ///
    /// Only the sender's copy knows blind copies. Whose mailbox it is does not tell: the sender may have another
    /// address there, or have got a copy of his own mail. Of a sender outside no copy is ever read, so that of his
    /// mails the copy speaks that reached somebody blindly.
    init(namesBlindCopies: Bool, reachedOwnerBlindly: Bool, isFromInside: Bool) {
        self = namesBlindCopies || reachedOwnerBlindly && !isFromInside ? .own : .received
    }
}
