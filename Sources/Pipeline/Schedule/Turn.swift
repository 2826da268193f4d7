package import Interactions

/// An owner who is to be read again and again, and how often.
package struct Turn: Hashable, Sendable {
    package let owner: StreamOwner
    /// The source's name: who is read through the same one waits for the same server.
    package let source: String
    /// From the beginning of one reading to that of the next.
    package let every: Duration
    /// How long ago it was read to its end last; nil if that is not known.
    package let age: Duration?
    /// Items that were found new then.
    package let activity: Int

    package init(_ owner: StreamOwner, source: String, every: Duration, age: Duration? = nil, activity: Int = 0) {
        self.owner = owner
        self.source = source
        self.every = every
        self.age = age
        self.activity = activity
    }
}
