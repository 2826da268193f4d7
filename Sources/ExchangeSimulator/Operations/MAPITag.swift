/// The MAPI properties that can be asked for by tag (MS-OXPROPS).
enum MAPITag: UInt16, Sendable {
    case messageClass = 0x001A
    case sensitivity = 0x0036
    case subject = 0x0037
    case conversationTopic = 0x0070
    case transportHeaders = 0x007D
    case deliveryTime = 0x0E06
    case messageFlags = 0x0E07
    case messageSize = 0x0E08
    case hasAttachment = 0x0E1B
    case normalizedSubject = 0x0E1D
    /// PidTagInternetArticleNumber: what IMAP gateways number mails by.
    case articleNumber = 0x0E23
    case recordKey = 0x0FF9
    case internetMessageID = 0x1035
    case inReplyTo = 0x1042
    case urlName = 0x10F3
    case creationTime = 0x3007
    case lastModificationTime = 0x3008
    case senderSMTPAddress = 0x5D01
    case sentRepresentingSMTPAddress = 0x5D02

    /// The `PropertyType` of a request that fits.
    var type: String {
        switch self {
        case .messageFlags, .messageSize, .articleNumber, .sensitivity: "Integer"
        case .hasAttachment: "Boolean"
        case .deliveryTime, .creationTime, .lastModificationTime: "SystemTime"
        case .recordKey: "Binary"
        default: "String"
        }
    }
}
