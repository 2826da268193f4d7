extension ResponseCode {
    /// What a code asks a reader to do. Microsoft documents some 520 codes; those not listed are `.unknown`.
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

    var meaning: Meaning {
        switch text {
        case "ErrorServerBusy", "ErrorExceededConnectionCount", "ErrorExceededFindCountLimit":
            .throttled
        case "ErrorInternalServerTransientError", "ErrorConnectionFailed", "ErrorMailboxStoreUnavailable",
            "ErrorMailboxMoveInProgress", "ErrorMailboxFailover", "ErrorADUnavailable",
            "ErrorInsufficientResources", "ErrorTooManyObjectsOpened", "ErrorNoRespondingCASInDestinationSite",
            "ErrorNoApplicableProxyCASServersAvailable", "ErrorProxyCallFailed", "ErrorADOperation",
            "ErrorProxyRequestProcessingFailed", "ErrorProxyTokenExpired", "ErrorRequestAborted",
            "ErrorMailboxLogonFailed":
            .passing
        case "ErrorInternalServerError", "ErrorTimeoutExpired", "ErrorBatchProcessingStopped",
            "ErrorNotEnoughMemory", "ErrorRequestStreamTooBig", "ErrorResponseSchemaValidation",
            "ErrorParsingXMLResponse", "ErrorWin32InteropError":
            .overstrained
        case "ErrorInvalidSyncStateData":
            .syncStateLost
        case "ErrorItemNotFound", "ErrorFolderNotFound", "ErrorSyncFolderNotFound", "ErrorParentFolderNotFound",
            "ErrorObjectTypeChanged", "ErrorCalendarOccurrenceIsDeletedFromRecurrence",
            "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "ErrorRecurrenceHasNoOccurrence",
            "ErrorVirusMessageDeleted":
            .gone
        case "ErrorItemCorrupt", "ErrorCorruptData", "ErrorMessageSizeExceeded", "ErrorVirusDetected",
            "ErrorMimeContentConversionFailed", "ErrorContentConversionFailed", "ErrorMimeContentInvalid",
            "ErrorItemPropertyRequestFailed", "ErrorFolderCorrupt", "ErrorPropertyValidationFailure",
            "ErrorInvalidPropertyRequest", "ErrorInvalidPropertyForOperation", "ErrorInvalidValueForProperty",
            "ErrorUnsupportedMapiPropertyType", "ErrorUnsupportedPropertyDefinition",
            "ErrorUnsupportedTypeForConversion", "ErrorUnsupportedMimeConversion", "ErrorCalendarInvalidRecurrence":
            .poison
        case "ErrorNonExistentMailbox", "ErrorAccountDisabled", "ErrorMissingEmailAddress",
            "ErrorNonPrimarySmtpAddress", "ErrorInvalidSmtpAddress", "ErrorMailboxConfiguration",
            "ErrorMissingExchangePrincipal", "ErrorInvalidLicense", "ErrorArchiveMailboxNotEnabled":
            .noMailbox
        case "ErrorAccessDenied":
            .accessDenied
        case "ErrorImpersonateUserDenied", "ErrorImpersonationDenied", "ErrorImpersonationFailed",
            "ErrorInvalidExchangeImpersonationHeaderData", "ErrorQuotaExceeded", "ErrorAccountSuspend",
            "ErrorNotDelegate", "ErrorPasswordExpired", "ErrorPasswordChangeRequired",
            "ErrorMoreThanOneAccessModeSpecified":
            .mailboxDenied
        case "ErrorWrongServerVersion", "ErrorWrongServerVersionDelegate", "ErrorCrossSiteRequest",
            "ErrorNoDestinationCASDueToKerberosRequirements", "ErrorNoDestinationCASDueToSSLRequirements",
            "ErrorNoDestinationCASDueToVersionMismatch", "ErrorServiceDiscoveryFailed",
            "ErrorProxyServiceDiscoveryFailed", "ErrorInvalidSchemaVersionForMailboxVersion":
            .elsewhere
        case "ErrorOrganizationAccessBlocked":
            .blocked
        case "ErrorSchemaValidation", "ErrorInvalidServerVersion", "ErrorInvalidRequest",
            "ErrorIncorrectSchemaVersion", "ErrorMissingArgument", "ErrorInvalidArgument",
            "ErrorCalendarViewRangeTooBig":
            .refused
        default: .unknown
        }
    }
}
