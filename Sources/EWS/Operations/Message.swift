import Connector
import Interactions
import XMLStream

/// A mail, a meeting message or another item of a mail folder.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/message-ex15websvcsotherref>
struct Message: Hashable, Sendable {
    var itemID: String
    var itemClass: String?
    var subject: String?
    var sensitivity: String?
    var inReplyTo: String?
    var isDraft = false
    var dateTimeSent: Timestamp?
    var dateTimeReceived: Timestamp?
    var sender: MailboxAddress?
    var from: MailboxAddress?
    var toRecipients: [MailboxAddress] = []
    var ccRecipients: [MailboxAddress] = []
    var bccRecipients: [MailboxAddress] = []
    var conversationIndex: String?
    var internetMessageID: String?
    var references: String?
    var headers = InternetHeaders()

    init(itemID: String) {
        self.itemID = itemID
    }

    /// - Throws: `EWSError.answer` if there is no id.
    init(_ element: XMLElement) throws(EWSError) {
        self.init(itemID: "")
        for child in element.typedChildren {
            switch child.ewsName {
            case .itemId: itemID = child.attribute(.id) ?? ""
            case .itemClass: itemClass = child.filledText
            case .subject: subject = child.filledText
            case .sensitivity: sensitivity = child.filledText
            case .inReplyTo: inReplyTo = child.filledText
            case .isDraft: isDraft = child.isTrue
            case .dateTimeSent: dateTimeSent = child.timestamp
            case .dateTimeReceived: dateTimeReceived = child.timestamp
            case .sender: sender = MailboxAddress.all(in: child).first
            case .from: from = MailboxAddress.all(in: child).first
            case .toRecipients: toRecipients = MailboxAddress.all(in: child)
            case .ccRecipients: ccRecipients = MailboxAddress.all(in: child)
            case .bccRecipients: bccRecipients = MailboxAddress.all(in: child)
            case .conversationIndex: conversationIndex = child.filledText
            case .internetMessageId: internetMessageID = child.filledText
            case .references: references = child.filledText
            case .extendedProperty: headers.read(child)
            default: break
            }
        }
        guard !itemID.isEmpty else { throw .answer(.incomplete) }
    }
}

/// The headers that tell machines and lists from people.
struct InternetHeaders: Hashable, Sendable {
    var known = MailHeaders()
    /// Whether the server gave any of them as a named property.
    var hasNamed = false

    /// `PidTagTransportMessageHeaders`: all headers as one text, from servers that keep none as a named property.
    ///
    /// <https://learn.microsoft.com/office/client-developer/outlook/mapi/pidtagtransportmessageheaders-canonical-property>
    static let transport = PropertyPath.mapiString(tag: "0x007D")

    /// `PidTagListUnsubscribe`: the one of these headers that Exchange keeps as a property of its own (MS-OXCMAIL).
    private static let listUnsubscribeTag = "0x1045"

    static let properties: [PropertyPath] =
        MailHeader.allCases.map { .internetHeader($0.rawValue) } + [.mapiString(tag: listUnsubscribeTag)]

    /// Takes `ExtendedProperty` if it is one of them.
    ///
    /// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedproperty>
    mutating func read(_ property: XMLElement) {
        guard let path = property.child(.extendedFieldURI, .types),
            let value = property.child(.value, .types)?.filledText
        else { return }
        if let tag = path.attribute(.propertyTag)?.lowercased() {
            if tag == Self.listUnsubscribeTag { known.add(.listUnsubscribe, value) }
            // Exchange writes a tag without the zeros at its beginning.
            if ["0x7d", "0x007d"].contains(tag) { read(transport: value) }
            return
        }
        // Named properties of headers are kept in lower case; not every server gives the name back as it was asked for.
        if let header = path.attribute(.propertyName).flatMap({ MailHeader(named: $0) }) {
            known.add(header, value)
            hasNamed = true
        }
    }

    /// Takes those that no property had; of a header that stands there more than once the first.
    ///
    /// Nothing else of the text is kept.
    mutating func read(transport text: String) {
        for line in HeaderLines(text) {
            if let header = MailHeader(named: line.name) { known.add(header, line.value) }
        }
    }
}
