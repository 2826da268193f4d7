import Connector
import Interactions

/// E-mails, appointments and phone calls.
extension Table {
    /// Only what was sent or received counts: `statuscode` 3 and 4.
    ///
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/email>
    static let emails = Table(
        "emails",
        logicalName: "email",
        kind: .activity,
        key: "activityid",
        columns: [
            "statuscode", "directioncode", "senton", "actualend", "createdon", "messageid", "inreplyto",
            "conversationindex", "correlationmethod", "_regardingobjectid_value",
        ],
        subject: "subject"
    ) { row, id in
        guard !row.isNull("statuscode") else { return .undecided }
        var activity = SourceActivity(.email, id: id)
        activity.isPending = ![3, 4].contains(row.integer("statuscode"))
        activity.isOutgoing = row.flag("directioncode")
        activity.start = row.time("senton") ?? row.time("actualend")
        // What goes out may be written long before it is sent.
        activity.createdAt = row.time("createdon")
        activity.receivedAt = activity.isOutgoing == false ? activity.createdAt : nil
        activity.internetMessageID = row.text("messageid")
        activity.inReplyTo = row.text("inreplyto")
        activity.conversationIndex = row.text("conversationindex")
        // By a header, In-Reply-To, tracking token or conversation index; others are no more than likely.
        activity.isCorrelated = row.integer("correlationmethod").map { (2...5).contains($0) } ?? false
        activity.regarding = row.reference("regardingobjectid")
        activity.subject = row.text("subject")
        return .activity(activity)
    }

    /// A series is a row of its own beside its occurrences, and not a meeting.
    ///
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/appointment>
    static let appointments = Table(
        "appointments",
        logicalName: "appointment",
        kind: .activity,
        key: "activityid",
        columns: [
            "statecode", "scheduledstart", "scheduledend", "actualstart", "actualend", "isalldayevent",
            "globalobjectid", "instancetypecode", "originalstartdate", "_regardingobjectid_value",
        ],
        subject: "subject"
    ) { row, id in
        let instance = row.integer("instancetypecode") ?? 0
        guard instance != 1 else { return .nothing }
        var activity = SourceActivity(.appointment, id: id)
        activity.isCompleted = row.integer("statecode") == 1
        activity.isCancelled = row.integer("statecode") == 2
        activity.isRecurring = (2...4).contains(instance)
        activity.originalStart = activity.isRecurring ? row.time("originalstartdate") : nil
        // Where it was planned is where its twin in a calendar stands.
        activity.start = row.time("scheduledstart") ?? row.time("actualstart")
        guard activity.start != nil || !row.isNull("scheduledstart") else { return .undecided }
        activity.end = row.time("scheduledend") ?? row.time("actualend")
        activity.isAllDay = row.flag("isalldayevent") == true
        activity.globalObjectID = row.text("globalobjectid")
        activity.regarding = row.reference("regardingobjectid")
        activity.subject = row.text("subject")
        return .activity(activity)
    }

    /// Calls that were made or received, `statecode` 1; those that are still to be made, 0, as plans if they have a
    /// time.
    ///
    /// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/phonecall>
    static let phoneCalls = Table(
        "phonecalls",
        logicalName: "phonecall",
        kind: .activity,
        key: "activityid",
        columns: [
            "statecode", "directioncode", "actualstart", "actualend", "actualdurationminutes", "scheduledstart",
            "scheduledend", "_regardingobjectid_value",
        ],
        subject: "subject"
    ) { row, id in
        var activity = SourceActivity(.phoneCall, id: id)
        // Forms show when a call is due, which is the end of what is planned.
        let planned = row.time("scheduledstart") ?? row.time("scheduledend")
        let isOpen = row.integer("statecode") == 0
        activity.isPlanned = isOpen && planned != nil
        activity.isPending = isOpen && planned == nil
        activity.isCompleted = row.integer("statecode") == 1
        activity.isCancelled = row.integer("statecode") == 2
        activity.isOutgoing = row.flag("directioncode")
        // The column has 32 bits, so what has more is no length.
        let length = row.integer("actualdurationminutes").flatMap { Int32(exactly: $0) }.map {
            Duration.seconds(max(0, Int($0)) * 60)
        }
        let end = isOpen ? nil : row.time("actualend")
        let start = isOpen ? nil : row.time("actualstart")
        activity.start = start ?? end?.advanced(by: .zero - (length ?? .zero)) ?? planned
        activity.end = length.flatMap { activity.start?.advanced(by: $0) } ?? end
        activity.regarding = row.reference("regardingobjectid")
        activity.subject = row.text("subject")
        return .activity(activity)
    }
}
