/// What a service tells of everything of an owner at once, so that streams without news need not be asked one by one.
package struct Overview: Hashable, Sendable {
    /// To be handed in the next time, once all that it tells of was read.
    package let memory: String
    /// Streams in which nothing is new since the cursors that were handed in; nil where nothing can be said, as when
    /// other streams may be there than before.
    package let quiet: Set<StreamID>?
    /// Of quiet streams, cursors that are better to go on from than those that were handed in.
    package let cursors: [StreamID: Cursor]

    package init(memory: String, quiet: Set<StreamID>?, cursors: [StreamID: Cursor] = [:]) {
        self.memory = memory
        self.quiet = quiet
        self.cursors = cursors
    }
}
