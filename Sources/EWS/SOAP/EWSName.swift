import XMLStream

/// The names of elements and attributes that are looked for in answers; the raw value is their token.
///
/// They are Microsoft's, but for the first letter:
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-xml-elements-in-exchange>.
enum EWSName: UInt16, CaseIterable {
    // The frame.
    case envelope, body, fault, faultcode, detail
    case syncFolderHierarchyResponse, syncFolderItemsResponse, getItemResponse, findItemResponse, getFolderResponse
    case findFolderResponse
    case resolveNamesResponse
    case responseMessages, responseCode, responseClass, value, name

    // Identifiers and folders.
    case id, itemId, folderId, parentFolderId, folders
    case folder, calendarFolder, contactsFolder, tasksFolder, searchFolder, folderClass, distinguishedFolderId
    case totalCount

    // Synchronization and search.
    case syncState, changes, delete, readFlagChange
    case includesLastItemInRange, includesLastFolderInRange, rootFolder, indexedPagingOffset, items

    // Messages.
    case itemClass, subject, sensitivity, inReplyTo, isDraft, dateTimeSent, dateTimeReceived
    case sender, from, toRecipients, ccRecipients, bccRecipients
    case conversationIndex, internetMessageId, references
    case extendedProperty, extendedFieldURI, propertyName, propertyTag

    // Calendar items.
    case calendarItem, uid, recurrenceId, originalStart, start, end, isAllDayEvent, isCancelled
    case calendarItemType, myResponseType, appointmentState, lastModifiedTime
    case organizer, requiredAttendees, optionalAttendees, resources, attendee, responseType

    // Addresses.
    case mailbox, emailAddress, routingType
    case resolutionSet, resolution, contact, emailAddresses, entry

    /// As it stands in XML.
    var spelling: String {
        switch self {
        case .uid: return "UID"
        case .faultcode, .detail: return String(describing: self)
        default:
            let name = String(describing: self)
            return name.prefix(1).uppercased() + name.dropFirst()
        }
    }
}

/// What answers are read with.
enum EWSVocabulary {
    static let answers = XMLVocabulary(
        namespaces: EWSNamespace.allCases.map(\.uri),
        names: EWSName.allCases.map(\.spelling)
    )
}
