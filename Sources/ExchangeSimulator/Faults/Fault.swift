/// Something that goes wrong with one request.
package enum Fault: Hashable, Sendable {
    // Instead of the answer
    case throttle(Throttle)
    /// Status 401, although the credential is right.
    case unauthorized
    /// Status 403: EWS is switched off for the organisation, the mailbox or the application.
    case forbidden
    /// Status 302 to Outlook on the web.
    case redirect
    /// Status 200 with a web page.
    case page
    /// Status 200 without a body.
    case empty
    /// A SOAP fault with this response code, whose text is Chinese.
    case refused(code: String)
    /// Response messages with this code, as many as were asked for.
    case failing(code: String)
    /// The first item that GetItem names is deleted for good before the answer.
    case vanish
    /// The mailbox is on another server now: all ids are new.
    case moved
    /// SyncFolderItems repeats the client's sync state without changes and says that there is more.
    case stuck

    /// The server thinks so long before it answers.
    case delay(milliseconds: Int)

    // Damage to the answer
    /// The connection closes after so many percent of the body.
    case cut(percent: Int)
    /// The body ends early with `=== Truncated Data ===`, and its length is right.
    case truncated
    /// A pause after every sixteenth of the body.
    case slow(milliseconds: Int)
    /// The answer goes on with spaces, compressed, whether or not the client accepts that.
    case bomb(mebibytes: Int)
    /// References such as `&#x1;` in names and subjects, which XML 1.0 forbids.
    case references
    /// The byte 0x1B in names and subjects.
    case controls
    /// A document type declaration with nested entities.
    case doctype
    /// Chunks that end inside of characters and references.
    case pieces
    /// `Content-Type` without a character set.
    case withoutCharset
    /// A byte order mark in front.
    case byteOrderMark
}
