/// Why the store could not do what was asked; names files and what to do, never contents.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of refusal it is, for programs.
    package enum Code: String, Hashable, Sendable {
        /// Another process writes to this data directory.
        case busy
        /// The directory or a file in it cannot be made or written.
        case cannotWrite
        /// The directory or a file in it is a link, or somebody else's, or others can write to it.
        case unsafe
        /// Left half-way by a process that was killed, and not opened for writing.
        case unfinished
        /// Not one of our databases, or damaged.
        case foreign
        /// Written by a newer version of this program.
        case tooNew
        /// Written by an older version, and not opened for writing.
        case tooOld
        /// The data of another tenant.
        case otherTenant
        /// A key file with the wrong size or mode.
        case badKey
    }

    package let code: Code
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
