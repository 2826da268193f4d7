import Connector
import ConnectorTesting
import Testing

@testable import EWS

@Suite struct `Response codes` {
    @Test(
        "are kept only in the vendor's form",
        arguments: [
            ("NoError", true), ("ErrorItemNotFound", true), ("Error2", true),
            ("Error" + String(repeating: "a", count: 75), true), ("Error" + String(repeating: "a", count: 76), false),
            ("Error", false), ("error", false), ("ErrorServer Busy", false), ("Erroré", false), ("Anna", false),
            ("ErrorServerBusy\n", false), ("", false), ("NoErrors", false),
        ]
    )
    func form(text: String, isCode: Bool) {
        #expect(ResponseCode(text).text == (isCode ? text : ""))
        #expect(ResponseCode(text).vendorCode == (isCode ? text : nil))
    }

    @Test func `in the table are all Microsoft's`() throws {
        let schema = String(
            decoding: try Fixture.bytes("../Sources/ExchangeSimulator/Schema/messages.xsd"),
            as: UTF8.self
        )
        let codes = Set(
            schema.matches(of: /<xs:enumeration value="(Error[A-Za-z0-9]+)"/).map { String($0.output.1) }
        )
        #expect(codes.count > 500)
        let named = ResponseCode.table.flatMap(\.codes)
        #expect(named.count > 80)
        #expect(Set(named).count == named.count)
        for code in named { #expect(codes.contains(code), "\(code)") }
    }

    @Test(
        "decide how much is out of reach and whether to try again",
        arguments: [
            ("ErrorServerBusy", .throttled, .mailbox, .now),
            ("ErrorExceededFindCountLimit", .throttled, .mailbox, .now),
            ("ErrorMailboxStoreUnavailable", .unavailable, .mailbox, .now),
            ("ErrorMailboxMoveInProgress", .unavailable, .mailbox, .now),
            ("ErrorInternalServerError", .unavailable, .stream, .now),
            ("ErrorTimeoutExpired", .unavailable, .stream, .now),
            ("ErrorInvalidSyncStateData", .cursorExpired, .stream, .never),
            ("ErrorItemNotFound", .gone, .stream, .never),
            ("ErrorSyncFolderNotFound", .gone, .stream, .never),
            ("ErrorItemCorrupt", .unreadableItem, .stream, .never),
            ("ErrorNonExistentMailbox", .noMailbox, .mailbox, .never),
            ("ErrorMissingEmailAddress", .noMailbox, .mailbox, .never),
            ("ErrorAccessDenied", .accessDenied, .stream, .never),
            ("ErrorImpersonationFailed", .accessDenied, .mailbox, .never),
            ("ErrorCrossSiteRequest", .noMailbox, .mailbox, .never),
            ("ErrorOrganizationAccessBlocked", .serviceBlocked, .mailbox, .never),
            ("ErrorSchemaValidation", .refusedRequest, .mailbox, .never),
            ("ErrorOfAFutureVersion", .unavailable, .stream, .never),
        ] as [(String, SourceError.Code, SourceError.Scope, SourceError.Retry)]
    )
    func meanings(text: String, code: SourceError.Code, scope: SourceError.Scope, retry: SourceError.Retry) {
        let error = SourceError(ResponseFailure(code: ResponseCode(text)), concerning: .stream)
        #expect(error.code == code)
        #expect(error.scope == scope)
        #expect(error.retry == retry)
        #expect(error.vendorCode == text)
    }
}
