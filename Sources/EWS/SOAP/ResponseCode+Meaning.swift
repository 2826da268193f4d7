extension ResponseCode {
    /// What a code asks a reader to do.
    ///
    /// Microsoft documents some 520 codes; those not listed are `.unknown`.
    enum Meaning: Hashable, Sendable {
        /// Wait as long as the answer says.
        case throttled
        /// The mailbox is out of reach for a while.
        case passing
        /// Too much at a time, or one item that the server stumbles over: ask for less.
        case overstrained
        /// Read the folder from the start.
        case syncStateLost
        case gone
        /// The server has the item and cannot deliver it, at least not with these properties.
        case poison
        case noMailbox
        /// To this folder or item.
        case accessDenied
        /// To anything of this mailbox.
        case mailboxDenied
        /// The mailbox lives on another server.
        case elsewhere
        /// EWS is switched off for the organization.
        case blocked
        /// Our request is wrong, whatever it asks for.
        case refused
        case unknown
    }

    var meaning: Meaning { Self.meanings[text] ?? .unknown }

    private static let meanings: [String: Meaning] = table.reduce(into: [:]) { meanings, row in
        for code in row.codes { meanings[code] = row.meaning }
    }

    static let table: [(meaning: Meaning, codes: [String])] = [
        (.throttled, ["ErrorServerBusy", "ErrorExceededConnectionCount", "ErrorExceededFindCountLimit"]),
        (
            .passing,
            [
                "ErrorInternalServerTransientError", "ErrorConnectionFailed", "ErrorMailboxStoreUnavailable",
                "ErrorMailboxMoveInProgress", "ErrorMailboxFailover", "ErrorADUnavailable",
                "ErrorInsufficientResources", "ErrorTooManyObjectsOpened", "ErrorNoRespondingCASInDestinationSite",
                "ErrorNoApplicableProxyCASServersAvailable", "ErrorProxyCallFailed", "ErrorADOperation",
                "ErrorProxyRequestProcessingFailed", "ErrorProxyTokenExpired", "ErrorRequestAborted",
                "ErrorMailboxLogonFailed",
            ]
        ),
        (
            .overstrained,
            [
                "ErrorInternalServerError", "ErrorTimeoutExpired", "ErrorBatchProcessingStopped",
                "ErrorNotEnoughMemory", "ErrorRequestStreamTooBig", "ErrorResponseSchemaValidation",
                "ErrorParsingXMLResponse", "ErrorWin32InteropError",
            ]
        ),
        (.syncStateLost, ["ErrorInvalidSyncStateData"]),
        (
            .gone,
            [
                "ErrorItemNotFound", "ErrorFolderNotFound", "ErrorSyncFolderNotFound", "ErrorParentFolderNotFound",
                "ErrorObjectTypeChanged", "ErrorCalendarOccurrenceIsDeletedFromRecurrence",
                "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "ErrorVirusMessageDeleted",
            ]
        ),
        (
            .poison,
            [
                "ErrorItemCorrupt", "ErrorCorruptData", "ErrorMessageSizeExceeded", "ErrorVirusDetected",
                "ErrorMimeContentConversionFailed", "ErrorContentConversionFailed", "ErrorMimeContentInvalid",
                "ErrorItemPropertyRequestFailed", "ErrorFolderCorrupt", "ErrorPropertyValidationFailure",
                "ErrorInvalidPropertyRequest", "ErrorInvalidPropertyForOperation", "ErrorInvalidValueForProperty",
                "ErrorUnsupportedMapiPropertyType", "ErrorUnsupportedPropertyDefinition",
                "ErrorUnsupportedTypeForConversion", "ErrorUnsupportedMimeConversion",
                "ErrorCalendarInvalidRecurrence", "ErrorRecurrenceHasNoOccurrence",
            ]
        ),
        (
            .noMailbox,
            [
                "ErrorNonExistentMailbox", "ErrorAccountDisabled", "ErrorMissingEmailAddress",
                "ErrorNonPrimarySmtpAddress", "ErrorInvalidSmtpAddress", "ErrorMailboxConfiguration",
                "ErrorMissingExchangePrincipal", "ErrorInvalidLicense", "ErrorArchiveMailboxNotEnabled",
            ]
        ),
        (.accessDenied, ["ErrorAccessDenied"]),
        (
            .mailboxDenied,
            [
                "ErrorImpersonateUserDenied", "ErrorImpersonationDenied", "ErrorImpersonationFailed",
                "ErrorInvalidExchangeImpersonationHeaderData", "ErrorQuotaExceeded", "ErrorAccountSuspend",
                "ErrorNotDelegate", "ErrorPasswordExpired", "ErrorPasswordChangeRequired",
                "ErrorMoreThanOneAccessModeSpecified",
            ]
        ),
        (
            .elsewhere,
            [
                "ErrorWrongServerVersion", "ErrorWrongServerVersionDelegate", "ErrorCrossSiteRequest",
                "ErrorNoDestinationCASDueToKerberosRequirements", "ErrorNoDestinationCASDueToSSLRequirements",
                "ErrorNoDestinationCASDueToVersionMismatch", "ErrorServiceDiscoveryFailed",
                "ErrorProxyServiceDiscoveryFailed", "ErrorInvalidSchemaVersionForMailboxVersion",
            ]
        ),
        (.blocked, ["ErrorOrganizationAccessBlocked"]),
        (
            .refused,
            [
                "ErrorSchemaValidation", "ErrorInvalidServerVersion", "ErrorInvalidRequest",
                "ErrorIncorrectSchemaVersion", "ErrorMissingArgument", "ErrorInvalidArgument",
                "ErrorCalendarViewRangeTooBig",
            ]
        ),
    ]
}
