/// Why the server does not do something: as a fault for a whole request, or for one response message.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode>
package struct Refusal: Error, Hashable, Sendable {
    /// An entry of `MessageXml`.
    package struct Value: Hashable, Sendable {
        package let name: String
        package let value: String
    }

    package let code: String
    package let text: String
    package var values: [Value]
    /// Where in the request the schema was violated; faults only.
    package var line: Int?

    package init(_ code: String, _ text: String, values: [(String, String)] = [], line: Int? = nil) {
        self.code = code
        self.text = text
        self.values = values.map { Value(name: $0.0, value: $0.1) }
        self.line = line
    }

    static let invalidID = Refusal("ErrorInvalidIdMalformed", "Id is malformed.")
    static let itemNotFound = Refusal("ErrorItemNotFound", "The specified object was not found in the store.")
    static let folderNotFound = Refusal("ErrorFolderNotFound", "The specified folder could not be found in the store.")
    static let syncFolderNotFound = Refusal(
        "ErrorSyncFolderNotFound",
        "The specified folder could not be found in the store."
    )
    static let invalidSyncState = Refusal(
        "ErrorInvalidSyncStateData",
        "Synchronization state data is corrupt or otherwise invalid."
    )
    static let accessDenied = Refusal("ErrorAccessDenied", "Access is denied. Check credentials and try again.")
    static let missingMailbox = Refusal(
        "ErrorNonExistentMailbox",
        "The SMTP address has no mailbox associated with it."
    )
    static let impersonationDenied = Refusal(
        "ErrorImpersonateUserDenied",
        "The account does not have permission to impersonate the requested user."
    )
    static let missingAddress = Refusal(
        "ErrorMissingEmailAddress",
        "When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP "
            + "address for any distinguished folder Ids."
    )
    static let invalidRequest = Refusal("ErrorInvalidRequest", "The request is invalid.")
    static let invalidVersion = Refusal("ErrorInvalidServerVersion", "The specified server version is invalid.")
}
