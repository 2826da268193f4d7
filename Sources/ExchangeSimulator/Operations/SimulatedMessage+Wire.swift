/// The words of EWS for what mails are.
extension SimulatedMessage.Kind {
    var itemClass: String {
        switch self {
        case .note: "IPM.Note"
        case .signedNote: "IPM.Note.SMIME.MultipartSigned"
        case .meetingRequest: "IPM.Schedule.Meeting.Request"
        case .meetingAccepted: "IPM.Schedule.Meeting.Resp.Pos"
        case .meetingTentative: "IPM.Schedule.Meeting.Resp.Tent"
        case .meetingDeclined: "IPM.Schedule.Meeting.Resp.Neg"
        case .meetingCancelled: "IPM.Schedule.Meeting.Canceled"
        case .nonDeliveryReport: "REPORT.IPM.Note.NDR"
        case .readReceipt: "REPORT.IPM.Note.IPNRN"
        case .post: "IPM.Post"
        case .sharing: "IPM.Sharing"
        }
    }

    var response: SimulatedEvent.Response {
        switch self {
        case .meetingAccepted: .accept
        case .meetingTentative: .tentative
        case .meetingDeclined: .decline
        case .meetingRequest: .noResponse
        default: .unknown
        }
    }
}

extension SimulatedMessage.Importance {
    var name: String {
        switch self {
        case .low: "Low"
        case .normal: "Normal"
        case .high: "High"
        }
    }
}

extension SimulatedMessage.Sensitivity {
    var name: String {
        switch self {
        case .normal: "Normal"
        case .personal: "Personal"
        case .personalPrivate: "Private"
        case .confidential: "Confidential"
        }
    }
}
