import Connector
import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Normalization
import Testing

/// Which class a message has.
extension MappingTests {
    struct MeetingMessage: Sendable {
        let type: String
        var meetingMessageType: String?
        let itemClass: String
    }

    @Test(
        "A meeting message has the class that Exchange gives it, and without its kind one that counts the same",
        arguments: [
            MeetingMessage(type: "message", itemClass: "IPM.Note"),
            MeetingMessage(type: "somethingNew", itemClass: "IPM.Note"),
            MeetingMessage(type: "eventMessageRequest", itemClass: "IPM.Schedule.Meeting.Request"),
            MeetingMessage(type: "eventMessageResponse", itemClass: "IPM.Schedule.Meeting.Resp"),
            MeetingMessage(type: "eventMessage", itemClass: "IPM.Schedule.Meeting"),
            MeetingMessage(
                type: "eventMessageRequest",
                meetingMessageType: "meetingRequest",
                itemClass: "IPM.Schedule.Meeting.Request"
            ),
            MeetingMessage(
                type: "eventMessage",
                meetingMessageType: "meetingCancelled",
                itemClass: "IPM.Schedule.Meeting.Canceled"
            ),
            MeetingMessage(
                type: "eventMessageResponse",
                meetingMessageType: "meetingAccepted",
                itemClass: "IPM.Schedule.Meeting.Resp.Pos"
            ),
            MeetingMessage(
                type: "eventMessageResponse",
                meetingMessageType: "meetingTenativelyAccepted",
                itemClass: "IPM.Schedule.Meeting.Resp.Tent"
            ),
            MeetingMessage(
                type: "eventMessageResponse",
                meetingMessageType: "meetingDeclined",
                itemClass: "IPM.Schedule.Meeting.Resp.Neg"
            ),
            MeetingMessage(type: "eventMessage", meetingMessageType: "none", itemClass: "IPM.Schedule.Meeting"),
        ]
    )
    func itemClasses(message: MeetingMessage) async throws {
        let type = ##""@odata.type":"#microsoft.graph.\##(message.type)""##
        let kind = message.meetingMessageType.map { #","meetingMessageType":"\#($0)""# } ?? ""
        let record = try await Self.record(type + kind + #","from":{"emailAddress":{"address":"a@example.com"}}"#)
        #expect(record.itemClass == message.itemClass)

        // Whether the kind was given or not, the interaction is the same.
        let address = try #require(EmailAddress("anna@example.com"))
        let normalizer = Normalizer(
            identity: try #require(IdentityHash(key: Array(repeating: 1, count: 32), tenant: "example")),
            internalDomains: try #require(InternalDomains(["example.com"]))
        )
        func normalized(_ record: SourceMail) throws -> Normalized {
            var record = record
            record.sentAt = try Self.time("2026-11-23T10:00:00Z")
            return normalizer.normalize(.mail(record), mailbox: Mailbox(address: address))
        }
        let withoutKind = try await Self.record(type + #","from":{"emailAddress":{"address":"a@example.com"}}"#)
        #expect(try normalized(record) == normalized(withoutKind))
    }

    @Test
    func `The class that Exchange itself gives goes before the one that the type suggests`() async throws {
        let record = try await Self.record(
            ##""@odata.type":"#microsoft.graph.eventMessage","singleValueExtendedProperties":"##
                + #"[{"id":"String 0x1a","value":"REPORT.IPM.Note.NDR"}]"#
        )
        #expect(record.itemClass == "REPORT.IPM.Note.NDR")
    }
}
