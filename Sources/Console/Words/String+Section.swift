public import Mustache

/// Lets a template leave out what stands around an empty text.
extension String: @retroactive MustacheCustomRenderable {
    /// The text itself.
    public var renderText: String { self }
    /// Whether a section around it is left out.
    public var isNull: Bool { isEmpty }
}
