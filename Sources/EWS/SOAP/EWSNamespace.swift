/// The namespaces of SOAP 1.1 and of Exchange; the raw value is the token of `EWSVocabulary`.
enum EWSNamespace: UInt16, CaseIterable {
    case soap
    case messages
    case types
    case errors

    var uri: String {
        switch self {
        case .soap: "http://schemas.xmlsoap.org/soap/envelope/"
        case .messages: "http://schemas.microsoft.com/exchange/services/2006/messages"
        case .types: "http://schemas.microsoft.com/exchange/services/2006/types"
        case .errors: "http://schemas.microsoft.com/exchange/services/2006/errors"
        }
    }
}
