import XMLStream

/// Every name that requests are searched for; the raw value is its token.
enum RequestName: UInt16, CaseIterable {
    // SOAP
    case Envelope, Header, Body
    // SOAP header of EWS
    case RequestServerVersion, Version, ExchangeImpersonation, ConnectingSID
    case PrincipalName, SID, PrimarySmtpAddress, SmtpAddress
    // Shapes and paths
    case FolderShape, ItemShape, BaseShape, AdditionalProperties, IncludeMimeContent
    case FieldURI, IndexedFieldURI, FieldIndex, ExtendedFieldURI
    case DistinguishedPropertySetId, PropertySetId, PropertyTag, PropertyName, PropertyId, PropertyType
    // Folders and items
    case FolderIds, ParentFolderIds, SyncFolderId, FolderId, DistinguishedFolderId, AddressListId
    case Id, ChangeKey, Mailbox, EmailAddress, Name
    case ItemIds, ItemId, OccurrenceItemId, RecurringMasterItemId, RecurringMasterId, InstanceIndex, OccurrenceId
    // Sync
    case SyncState, Ignore, MaxChangesReturned, SyncScope
    // Find
    case Traversal, IndexedPageItemView, IndexedPageFolderView, FractionalPageItemView, FractionalPageFolderView
    case SeekToConditionPageItemView, CalendarView, ContactsView, MaxEntriesReturned, Offset, BasePoint, Numerator
    case Denominator, StartDate, EndDate, Restriction, SortOrder, FieldOrder, Order, QueryString
    case GroupBy, DistinguishedGroupBy
    // Restrictions
    case And, Or, Not, Exists, Contains, ContainmentMode, ContainmentComparison, Constant, Value, FieldURIOrConstant
    case IsEqualTo, IsNotEqualTo, IsGreaterThan, IsGreaterThanOrEqualTo, IsLessThan, IsLessThanOrEqualTo, Excludes
    case Bitmask
    // ResolveNames, ConvertId, GetServerTimeZones
    case UnresolvedEntry, ReturnFullContactData, SearchScope, ContactDataShape
    case SourceIds, DestinationFormat, AlternateId, AlternatePublicFolderId, AlternatePublicFolderItemId, Format
    case Ids, ReturnFullTimeZoneData
    // Autodiscover
    case Autodiscover, Request, EMailAddress, AcceptableResponseSchema, GetUserSettingsRequestMessage, Users, User
    case RequestedSettings, Setting, RequestedServerVersion

    static let vocabulary = XMLVocabulary(
        namespaces: RequestNamespace.allCases.map(\.uri),
        names: allCases.map { String(describing: $0) } + EWSOperation.allCases.map(\.rawValue)
    )
}

/// The namespaces of requests; the raw value is the token.
enum RequestNamespace: UInt16, CaseIterable {
    case soap, messages, types

    var uri: String {
        switch self {
        case .soap: "http://schemas.xmlsoap.org/soap/envelope/"
        case .messages: "http://schemas.microsoft.com/exchange/services/2006/messages"
        case .types: "http://schemas.microsoft.com/exchange/services/2006/types"
        }
    }
}

extension XMLElement {
    func first(_ name: RequestName) -> XMLElement? { first(name.rawValue) }

    func text(_ name: RequestName) -> String? { first(name.rawValue)?.text }

    func attribute(_ name: RequestName) -> String? { attribute(name.rawValue) }

    func integer(_ name: RequestName) -> Int? { attribute(name.rawValue).flatMap { Int($0) } }

    var requestName: RequestName? { RequestName(rawValue: name) }
}
