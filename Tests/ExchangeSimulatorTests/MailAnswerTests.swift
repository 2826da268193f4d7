import ExchangeSimulator
import FoundationEssentials
import Testing

/// What GetItem says about mails.
struct MailAnswerTests {
    @Test func `An answer names the mail it answers and all before that, the oldest first`() async throws {
        let answer = try await Self.read(fields: ["item:InReplyTo", "message:References"]) { state in
            let first = state.add(Self.mail("<1@x>", from: state.party("a@x.example"), &state))
            var second = Self.mail("<2@x>", from: state.party(Exchange.ann), &state)
            second.answers = first
            var third = Self.mail("<3@x>", from: state.party("a@x.example"), &state)
            third.answers = state.add(second)
            return third
        }
        #expect(answer.texts("t:InReplyTo") == ["&lt;2@x&gt;"])
        #expect(answer.texts("t:References") == ["&lt;1@x&gt; &lt;2@x&gt;"])
    }

    @Test func `An answer to a mail from elsewhere names that one alone`() async throws {
        let answer = try await Self.read(fields: ["item:InReplyTo", "message:References"]) { state in
            var mail = Self.mail("<2@x>", from: state.party("a@x.example"), &state)
            mail.foreignInReplyTo = "<far@away>"
            return mail
        }
        #expect(answer.texts("t:InReplyTo") == ["&lt;far@away&gt;"])
        #expect(answer.texts("t:References") == ["&lt;far@away&gt;"])
    }

    @Test func `Headers are given by name, whatever its case, and only if the mail has them`() async throws {
        let extra = """
            <t:IndexedFieldURI FieldURI="item:InternetMessageHeader" FieldIndex="auto-submitted"/>\
            <t:IndexedFieldURI FieldURI="item:InternetMessageHeader" FieldIndex="Precedence"/>\
            <t:ExtendedFieldURI PropertyTag="0x007D" PropertyType="String"/>\
            <t:ExtendedFieldURI PropertyTag="0x5D01" PropertyType="String"/>\
            <t:ExtendedFieldURI PropertyTag="0x1234" PropertyType="String"/>
            """
        let answer = try await Self.read(extra: extra) { state in
            var mail = Self.mail("<1@x>", from: state.party("a@x.example"), &state)
            mail.headers = [.init("Auto-Submitted", "auto-replied"), .init("List-Id", "<list.x.example>")]
            return mail
        }
        #expect(answer.attributes("HeaderName", of: "t:InternetMessageHeader") == ["auto-submitted"])
        #expect(answer.texts("t:InternetMessageHeader") == ["auto-replied"])
        #expect(answer.attributes("PropertyTag", of: "t:ExtendedFieldURI") == ["0x7d", "0x5d01"])
        let transport =
            "Auto-Submitted: auto-replied&#xD;\nList-Id: &lt;list.x.example&gt;&#xD;\nMessage-ID: &lt;1@x&gt;&#xD;\n"
        #expect(answer.texts("t:Value") == [transport, "a@x.example"])
    }

    @Test func `Blind copies are for the sender's eyes`() async throws {
        let fields = ["message:BccRecipients", "item:IsFromMe"]
        let received = try await Self.read(fields: fields) { state in
            var mail = Self.mail("<1@x>", from: state.party(Exchange.bob), &state)
            mail.bcc = [state.party(Exchange.ann)]
            return mail
        }
        #expect(received.texts("t:IsFromMe") == ["false"])
        #expect(!received.text.contains("BccRecipients"))
        let sent = try await Self.read(fields: fields) { state in
            var mail = Self.mail("<1@x>", from: state.party(Exchange.ann), &state)
            mail.bcc = [state.party(Exchange.bob)]
            return mail
        }
        #expect(sent.texts("t:IsFromMe") == ["true"])
        #expect(sent.texts("t:EmailAddress") == [Exchange.bob])
    }

    @Test func `A mail without sender and id leaves both out`() async throws {
        let fields = ["message:From", "message:Sender", "message:InternetMessageId", "item:Subject"]
        let answer = try await Self.read(fields: fields) { state in
            SimulatedMessage(subject: "", messageID: "", from: nil, sent: state.now)
        }
        #expect(answer.text.contains("<t:Subject></t:Subject></t:Message>"))
    }

    @Test(
        arguments: [
            (.note, "Message", "IPM.Note"), (.signedNote, "Message", "IPM.Note.SMIME.MultipartSigned"),
            (.nonDeliveryReport, "Message", "REPORT.IPM.Note.NDR"), (.sharing, "Message", "IPM.Sharing"),
            (.meetingRequest, "MeetingRequest", "IPM.Schedule.Meeting.Request"),
            (.meetingAccepted, "MeetingResponse", "IPM.Schedule.Meeting.Resp.Pos"),
            (.meetingCancelled, "MeetingCancellation", "IPM.Schedule.Meeting.Canceled"),
            (.post, "PostItem", "IPM.Post"),
        ] as [(SimulatedMessage.Kind, String, String)]
    )
    func `Every kind has its element and class`(
        kind: SimulatedMessage.Kind,
        element: String,
        itemClass: String
    ) async throws {
        let answer = try await Self.read(fields: ["item:ItemClass"]) { state in
            var mail = Self.mail("<1@x>", from: state.party(Exchange.bob), &state)
            mail.kind = kind
            return mail
        }
        #expect(answer.text.contains("<m:Items><t:\(element)><t:ItemId "))
        #expect(answer.texts("t:ItemClass") == [itemClass])
    }

    @Test func `A mail as MIME is encoded where it is not ASCII`() async throws {
        let answer = try await Self.read(fields: ["item:MimeContent"]) { state in
            var mail = Self.mail("<1@x>", from: state.party("a@x.example", name: "Ærø \"Post\""), &state)
            mail.subject = String(repeating: "Grüße ", count: 8)
            mail.cc = [state.party("b@x.example")]
            mail.headers = [.init("List-Id", "<list.x.example>")]
            return mail
        }
        // Decoded by Python's email package: the sender's name, and the subject with its last space.
        let expected = """
            From: =?UTF-8?B?w4Zyw7ggIlBvc3Qi?= <a@x.example>
            To: "Ann" <ann@contoso.example>
            Cc: <b@x.example>
            Subject: =?UTF-8?B?R3LDvMOfZSBHcsO8w59lIEdyw7zDn2UgR3LDvMOfZSBHcsO8w59lIEdyw7w=?=
             =?UTF-8?B?w59lIEdyw7zDn2UgR3LDvMOfZSA=?=
            Date: Mon, 23 Nov 2026 12:00:00 +0000
            Message-ID: <1@x>
            List-Id: <list.x.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=us-ascii

            This body is simulated.

            """
        let content = try #require(answer.texts("t:MimeContent").first.flatMap { Data(base64Encoded: $0) })
        #expect(String(decoding: content, as: UTF8.self) == expected.replacing("\n", with: "\r\n"))
        #expect(answer.text.contains("<t:Message><t:MimeContent CharacterSet=\"UTF-8\">"))
    }

    private static func mail(_ id: String, from: PartyNumber, _ state: inout TenantState) -> SimulatedMessage {
        SimulatedMessage(subject: "Mail", messageID: id, from: from, to: [state.party(Exchange.ann)], sent: state.now)
    }

    /// Reads the only mail of Ann's Inbox.
    private static func read(
        fields: [String] = [],
        extra: String = "",
        _ make: (inout TenantState) -> SimulatedMessage
    ) async throws -> Answer {
        var state = try Exchange.state(mails: 0)
        let (box, inbox) = try Exchange.place(state)
        let mail = make(&state)
        state.deliver(state.add(mail), to: inbox, of: box)
        let exchange = try await Exchange.start(state)
        let id = try #require(await exchange.sync().itemIDs.first)
        let paths = fields.map { "<t:FieldURI FieldURI=\"\($0)\"/>" }.joined() + extra
        return await exchange.send(
            """
            <m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape>\
            <t:AdditionalProperties>\(paths)</t:AdditionalProperties></m:ItemShape>\
            <m:ItemIds><t:ItemId Id="\(id)"/></m:ItemIds></m:GetItem>
            """
        )
    }
}
