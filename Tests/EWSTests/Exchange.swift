import Connector
import ConnectorTesting
import EWS
import HTTPTransport
import HTTPTypes
import Interactions

/// Answers for scripts: what an Exchange server would write, as text.
enum Exchange {
    static let mailbox = Mailbox(address: Exchange.address("anna@example.com"))

    static func address(_ text: String) -> EmailAddress {
        EmailAddress(text) ?? mailbox.address
    }

    static func client(_ transport: any HTTPClient) -> EWSClient {
        guard let endpoint = EWSEndpoint(url: "https://mail.example.com/EWS/Exchange.asmx") else {
            preconditionFailure("an address")
        }
        let configuration = EWSClient.Configuration(
            endpoint: endpoint,
            credential: .basic(user: "reader@example.com", password: "secret")
        )
        return EWSClient(configuration: configuration, transport: transport, requestID: { "request-1" })
    }

    /// Of a server that does not tell whose a mailbox is.
    static func reader(_ transport: any HTTPClient) -> EWSClient { client(WithoutOwner(transport: transport)) }

    static func envelope(_ body: String) -> [UInt8] {
        let text = """
            <?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body \
            xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" \
            xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">\(body)</s:Body></s:Envelope>
            """
        return Array(text.utf8)
    }

    /// The answer to `operation` with one message for each of `messages`.
    static func answer(_ operation: String, _ messages: [String]) -> HTTPAnswer {
        HTTPAnswer(
            body: envelope(
                "<m:\(operation)Response><m:ResponseMessages>\(messages.joined())</m:ResponseMessages>"
                    + "</m:\(operation)Response>"
            )
        )
    }

    static func success(_ operation: String, _ content: String) -> String {
        "<m:\(operation)ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>\(content)"
            + "</m:\(operation)ResponseMessage>"
    }

    static func error(_ operation: String, _ code: String, _ more: String = "") -> String {
        "<m:\(operation)ResponseMessage ResponseClass=\"Error\"><m:MessageText>Text of the server</m:MessageText>"
            + "<m:ResponseCode>\(code)</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>\(more)"
            + "</m:\(operation)ResponseMessage>"
    }

    static func fault(_ code: String) -> HTTPAnswer {
        HTTPAnswer(
            status: .internalServerError,
            body: envelope(
                "<s:Fault><faultcode>s:Server</faultcode><faultstring>Text</faultstring><detail><e:ResponseCode "
                    + "xmlns:e=\"http://schemas.microsoft.com/exchange/services/2006/errors\">\(code)</e:ResponseCode>"
                    + "</detail></s:Fault>"
            )
        )
    }

    /// - Parameter changes: for example `("Create", "id")`.
    static func syncFolderItems(state: String, isLast: Bool, changes: [(kind: String, id: String)]) -> HTTPAnswer {
        let elements = changes.map { kind, id in
            switch kind {
            case "Delete", "ReadFlagChange": "<t:\(kind)><t:ItemId Id=\"\(id)\" ChangeKey=\"k\"/></t:\(kind)>"
            default: "<t:\(kind)><t:Message><t:ItemId Id=\"\(id)\" ChangeKey=\"k\"/></t:Message></t:\(kind)>"
            }
        }
        return answer(
            "SyncFolderItems",
            [
                success(
                    "SyncFolderItems",
                    "<m:SyncState>\(state)</m:SyncState><m:IncludesLastItemInRange>\(isLast)"
                        + "</m:IncludesLastItemInRange><m:Changes>\(elements.joined())</m:Changes>"
                )
            ]
        )
    }

    /// An item; a message has the Message-ID `id` unless `content` says what it has.
    static func item(_ id: String, _ content: String? = nil, element: String = "Message") -> String {
        let content = content ?? (element == "Message" ? "<t:InternetMessageId>\(id)</t:InternetMessageId>" : "")
        return success("GetItem", "<m:Items><t:\(element)><t:ItemId Id=\"\(id)\"/>\(content)</t:\(element)></m:Items>")
    }
}

extension SourceMail {
    /// What `Exchange.item` says of a message.
    static func of(_ id: String) -> SourceMail {
        var record = SourceMail()
        record.internetMessageID = id
        return record
    }
}

/// What a request asks for, read without any code of the client.
struct Question {
    let text: String

    init(_ exchange: HTTPExchange) {
        text = String(decoding: exchange.body, as: UTF8.self)
    }

    /// For example `GetItem`.
    var operation: String {
        text.split(separator: "<s:Body><m:").last.map { String($0.prefix { $0 != " " && $0 != ">" }) } ?? ""
    }

    var itemIDs: [String] { values(after: "<t:ItemId Id=\"") }
    var syncState: String? { values(after: "<m:SyncState>", until: "<").first }
    var viewStart: String? { values(after: "StartDate=\"").first }
    var viewEnd: String? { values(after: "EndDate=\"").first }
    var unresolvedEntry: String? { values(after: "<m:UnresolvedEntry>", until: "<").first }
    var distinguishedFolders: [String] { values(after: "<t:DistinguishedFolderId Id=\"") }

    private func values(after mark: String, until end: Character = "\"") -> [String] {
        text.split(separator: mark, omittingEmptySubsequences: false).dropFirst().map {
            String($0.prefix { $0 != end })
        }
    }
}
