extension TenantFile {
    struct Message: Sendable {
        /// Message-ID with its angle brackets; absent for mail that has none.
        let messageID: String?
        /// What `answers` of others names if there is no `messageID`.
        let key: String?
        /// A case of `SimulatedMessage.Kind`; `note` if absent.
        let kind: String?
        let subject: String
        /// Absent for drafts.
        let from: String?
        /// Who sent it for `from`.
        let sender: String?
        let to: [String]?
        let cc: [String]?
        let bcc: [String]?
        let sent: String
        /// `messageID` or `key` of a mail further up.
        let answers: String?
        /// In-Reply-To if the answered mail is not in this file.
        let inReplyTo: String?
        let headers: [String: String]?
        /// `personal`, `private` or `confidential`.
        let sensitivity: String?
        let hasAttachments: Bool?
        /// `uid` of a meeting, for requests, answers and cancellations.
        let meeting: String?
        let copies: [Strict<Copy>]
    }

    /// A copy of a message in one mailbox.
    struct Copy: Sendable {
        let mailbox: String
        let folder: String
        /// Read if absent.
        let isUnread: Bool?
    }
}

extension TenantFile.Message: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case messageID, key, kind, subject, from, sender, to, cc, bcc, sent, answers, inReplyTo, headers, sensitivity
        case hasAttachments, meeting, copies
    }
}

extension TenantFile.Copy: StrictlyKeyed {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case mailbox, folder, isUnread
    }
}
