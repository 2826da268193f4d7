import Connector
import Interactions
import Normalization
import Testing

@Suite struct `A meeting` {
    @Test func `becomes an interaction with everybody's answer, if its organizer's copy is read`() throws {
        let normalized = try Sample.normalizer().normalize(full(), mailbox: Sample.mailbox("ann"))
        let interaction = try #require(normalized.interaction)
        #expect(normalized.rank == .own)
        #expect(interaction.kind == .meeting)
        #expect(interaction.direction == .outbound)
        #expect(interaction.occurredAt == Sample.start)
        #expect(interaction.durationSeconds == 1_800)
        #expect(interaction.conversation == nil)
        #expect(interaction.flags == [.allDay, .recurring])
        #expect(interaction.internalCount == 2)
        #expect(interaction.externalCount == 2)
        #expect(
            interaction.roles == [
                "requiredAttendee bob@contoso.example accepted", "requiredAttendee zoe@fabrikam.example none",
                "optionalAttendee yan@fabrikam.example declined", "organizer ann@contoso.example organizer",
                "resource room-1@contoso.example accepted",
            ]
        )
    }

    @Test(arguments: [
        ("bob", Participant.Response.declined, " declined"), ("bob", .tentative, " tentative"), ("bob", .none, ""),
        ("eve", .declined, ""),
    ])
    func `says in an attendee's copy what he answered, and of nobody else`(
        owner: String,
        answerOfBob: Participant.Response,
        told: String
    ) throws {
        let normalizer = try Sample.normalizer()
        let copy = normalizer.normalize(full(answerOfBob: answerOfBob), mailbox: try Sample.mailbox(owner))
        #expect(copy.rank == .received)
        #expect(
            copy.interaction?.roles == [
                "requiredAttendee bob@contoso.example\(told)", "requiredAttendee zoe@fabrikam.example",
                "optionalAttendee yan@fabrikam.example", "organizer ann@contoso.example",
                "resource room-1@contoso.example",
            ]
        )
        let own = normalizer.normalize(full(), mailbox: try Sample.mailbox("ann"))
        #expect(own.interaction?.id == copy.interaction?.id)
    }

    @Test(
        "does not count without a time, without anybody else, or when it is off",
        arguments: [
            (.cancelled, Sample.meeting { $0.isCancelled = true }),
            (
                .cancelled,
                Sample.meeting {
                    $0.isCancelled = true
                    $0.sensitivity = .private
                }
            ),
            (.noTime, Sample.meeting { $0.start = nil }),
            (.noTime, Sample.meeting { $0.end = nil }),
            (
                .loneAppointment,
                Sample.meeting {
                    $0.organizer = nil
                    $0.required = [Sample.attendee("ann@contoso.example")]
                }
            ),
            (.loneAppointment, Sample.meeting { $0.required = [] }),
            (.loneAppointment, Sample.meeting { $0.required = [Sample.attendee("Ann@Contoso.example")] }),
            (
                .loneAppointment,
                Sample.meeting {
                    $0.required = []
                    $0.resources = [Sample.attendee("ann@contoso.example")]
                }
            ),
            (
                .loneAppointment,
                Sample.meeting {
                    $0.required = []
                    $0.resources = [Sample.attendee("room-1@contoso.example")]
                    $0.sensitivity = .private
                }
            ),
            (
                .loneAppointment,
                Sample.meeting {
                    $0.required = []
                    $0.sensitivity = .private
                }
            ),
        ] as [(Normalized.Reason, SourceItem)]
    )
    func filtered(reason: Normalized.Reason, record: SourceItem) throws {
        #expect(try Sample.normalizer().normalize(record, mailbox: Sample.mailbox("ann")) == .filtered(reason))
    }

    @Test(
        "has its owner in it where he was invited and is not named",
        arguments: [
            (nil, nil), (Participant.Response.none, Participant.Response?.none), (.accepted, .accepted),
            (.declined, .declined),
        ]
    )
    func unnamedOwner(invitation: Participant.Response?, answer: Participant.Response?) throws {
        for (required, count) in [(["all@contoso.example"], 2), ([], 1)] {
            let meeting = Sample.meeting {
                $0.organizer = .smtp("zoe@fabrikam.example")
                $0.required = required.map { Sample.attendee($0) }
                $0.invitation = invitation
            }
            let normalized = try Sample.normalizer().normalize(meeting, mailbox: Sample.mailbox("ann"))
            guard invitation != nil else {
                // Somebody's who only subscribed to a calendar.
                #expect(normalized.interaction?.participants.count == (required.isEmpty ? nil : 2))
                continue
            }
            let owner = try #require(normalized.interaction?.participants.first { $0.role == .bcc })
            #expect(owner.address.text == "ann@contoso.example")
            #expect(owner.response == answer)
            #expect(normalized.interaction?.internalCount == count)
        }
        // Named as well, he is there once.
        let named = Sample.meeting { $0.invitation = invitation }
        let interaction = try Sample.normalizer().normalize(named, mailbox: Sample.mailbox("bob")).interaction
        #expect(interaction?.participants.contains { $0.role == .bcc } == false)
    }

    @Test(
        "is kept where anybody is invited as a room, whose kind and side others know",
        arguments: ["room-1@contoso.example", "zoe@fabrikam.example", "/o=x/cn=y"]
    )
    func withResourceAlone(resource: String) throws {
        let meeting = Sample.meeting {
            $0.required = []
            $0.resources = [Sample.attendee(resource)]
        }
        for domains in [["contoso.example"], ["fabrikam.example"]] {
            let normalized = try Sample.normalizer(domains: domains).normalize(meeting, mailbox: Sample.mailbox("ann"))
            let interaction = try #require(normalized.interaction)
            #expect(interaction.participants.map(\.role) == [.organizer, .resource])
            #expect(interaction.internalCount + interaction.externalCount == 1)
        }
    }

    @Test(
        "is its owner's if nobody is known to have called for it",
        arguments: [nil, "", "Unknown", "x@y.invalid", "a@b@c"]
    )
    func unknownOrganizer(organizer: String?) throws {
        let meeting = Sample.meeting {
            $0.organizer = organizer.map { .smtp($0) }
            $0.required.append(Sample.attendee("ann@contoso.example"))
            $0.ownerAddresses = ["ann.lee@contoso.example"].compactMap { Participant.Address(text: $0) }
        }
        let normalized = try Sample.normalizer().normalize(meeting, mailbox: Sample.mailbox("ann"))
        #expect(
            normalized.interaction?.roles == [
                "requiredAttendee bob@contoso.example", "requiredAttendee zoe@fabrikam.example",
                "organizer ann.lee@contoso.example",
            ]
        )
        #expect(normalized.interaction?.direction == .outbound)
        // Another copy may know it.
        #expect(normalized.rank == .received)
    }

    @Test func `is its organizer's own copy whichever of his addresses it names`() throws {
        let meeting = Sample.meeting {
            $0.ownerAddresses = ["SMTP:Ann@Contoso.example", "a.lee@contoso.example"].compactMap {
                Participant.Address(text: $0)
            }
            $0.required.append(Sample.attendee("a.lee@contoso.example", .accepted))
        }
        let normalized = try Sample.normalizer().normalize(meeting, mailbox: Sample.mailbox("sign-in"))
        #expect(normalized.rank == .own)
        #expect(
            normalized.interaction?.roles == [
                "requiredAttendee bob@contoso.example accepted", "requiredAttendee zoe@fabrikam.example none",
                "organizer ann@contoso.example organizer",
            ]
        )
    }

    @Test(
        "goes out, comes in or stays inside by who called for it",
        arguments: [
            ("ann@contoso.example", "zoe@fabrikam.example", .outbound),
            ("zoe@fabrikam.example", "ann@contoso.example", .inbound),
            ("ann@contoso.example", "bob@contoso.example", .internal),
        ] as [(String, String, Interaction.Direction)]
    )
    func directions(organizer: String, attendee: String, direction: Interaction.Direction) throws {
        let meeting = Sample.meeting {
            $0.organizer = .smtp(organizer)
            $0.required = [Sample.attendee(attendee)]
        }
        let normalized = try Sample.normalizer().normalize(meeting, mailbox: Sample.mailbox("bob"))
        #expect(normalized.interaction?.direction == direction)
    }

    @Test func `lists somebody named twice with the stronger answer`() throws {
        let meeting = Sample.meeting {
            $0.required = [
                Sample.attendee("bob@contoso.example"), Sample.attendee("Bob@contoso.example", .accepted),
                Sample.attendee("bob@contoso.example", .tentative),
            ]
        }
        let normalized = try Sample.normalizer().normalize(meeting, mailbox: Sample.mailbox("ann"))
        #expect(
            normalized.interaction?.roles == [
                "requiredAttendee bob@contoso.example accepted", "organizer ann@contoso.example organizer",
            ]
        )
    }

    /// Seconds from the start to the end, and how long the meeting is; the last are a year, and ends in 2099, 4501,
    /// 9999.
    private static let lengths = [
        (-1, 0), (0, 0), (1, 1), (86_400 * 40, 3_456_000), (86_400 * 366, 31_622_400), (86_400 * 366 + 1, 0),
        (2_300_000_000, 0), (78_074_982_000, 0), (251_600_000_000, 0),
    ]

    @Test(
        "has no less than no duration, and none where its end is a mark for what nobody knows",
        arguments: Self.lengths
    )
    func durations(seconds: Int, expected: Int) throws {
        let meeting = Sample.meeting { $0.end = $0.start?.advanced(by: .seconds(seconds)) }
        let normalized = try Sample.normalizer().normalize(meeting, mailbox: Sample.mailbox("ann"))
        #expect(normalized.interaction?.durationSeconds == expected)
    }

    /// Berlin, New York, Honolulu, Auckland in summer, the Chatham Islands in summer, UTC; then over a change of the
    /// clock, and no whole day at all.
    @Test(
        arguments: [
            ("2026-07-01T22:00:00Z", "2026-07-02T22:00:00Z", "2026-07-02T00:00:00Z", 86_400),
            ("2026-07-02T04:00:00Z", "2026-07-03T04:00:00Z", "2026-07-02T00:00:00Z", 86_400),
            ("2026-07-02T10:00:00Z", "2026-07-04T10:00:00Z", "2026-07-02T00:00:00Z", 172_800),
            ("2026-12-31T11:00:00Z", "2027-01-01T11:00:00Z", "2027-01-01T00:00:00Z", 86_400),
            ("2026-12-31T10:15:00Z", "2027-01-01T10:15:00Z", "2027-01-01T00:00:00Z", 86_400),
            ("2026-07-02T00:00:00Z", "2026-07-03T00:00:00Z", "2026-07-02T00:00:00Z", 86_400),
            ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-25T00:00:00Z", 86_400),
            ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-29T00:00:00Z", 86_400),
            ("1969-12-30T23:00:00Z", "1969-12-31T23:00:00Z", "1969-12-31T00:00:00Z", 86_400),
            ("2026-07-01T22:00:00Z", "2026-07-01T23:00:00Z", "2026-07-01T22:00:00Z", 3_600),
        ] as [(String, String, String, Int)]
    )
    func `of whole days happens on its dates, wherever it was planned`(
        start: String,
        end: String,
        date: String,
        seconds: Int
    ) throws {
        let date = try #require(Timestamp(iso8601: date))
        func meeting(_ start: String, _ end: String, _ originalStart: String?) -> Interaction? {
            let record = Sample.meeting {
                $0.isAllDay = true
                $0.start = Timestamp(iso8601: start)
                $0.end = Timestamp(iso8601: end)
                $0.originalStart = originalStart.flatMap { Timestamp(iso8601: $0) }
            }
            return try? Sample.normalizer().normalize(record, mailbox: Sample.mailbox("ann")).interaction
        }
        let interaction = try #require(meeting(start, end, nil))
        #expect(interaction.occurredAt == date)
        #expect(interaction.durationSeconds == seconds)
        // Who knows nothing but the dates comes to the same, and so does an occurrence.
        let dates = meeting(date.iso8601, date.advanced(by: .seconds(seconds)).iso8601, nil)
        #expect(dates == interaction)
        #expect(
            meeting(start, end, start)
                == meeting(date.iso8601, date.advanced(by: .seconds(seconds)).iso8601, date.iso8601)
        )
    }

    private func full(answerOfBob: Participant.Response = .accepted) -> SourceItem {
        Sample.meeting {
            $0.required = [
                Sample.attendee("zoe@fabrikam.example"), Sample.attendee("bob@contoso.example", answerOfBob),
                Sample.attendee("ann@contoso.example"),
            ]
            $0.optional = [Sample.attendee("yan@fabrikam.example", .declined)]
            $0.resources = [Sample.attendee("room-1@contoso.example", .accepted)]
            $0.isAllDay = true
            $0.isRecurring = true
        }
    }
}
