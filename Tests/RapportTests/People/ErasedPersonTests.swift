import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// Of somebody who was erased no byte is in any file, whatever comes of him later.
@Suite(.timeLimit(.minutes(60))) struct ErasedPersonTests {
    private static let now = 1_795_435_200
    private static let ann = "ann.unique@contoso.example"
    private static let annsName = "/o=ExchangeLabs/ou=X/cn=Recipients/cn=0123456789-annunique"
    private static let annsAliases = ["a.unique@mail.contoso.example", "unique.ann@oldbrand.example"]
    private static let zoe = ["zoe.unique@adatum.example", "zoe.private@home.example"]
    private static let contact = "0000c001-7777-4000-8000-00000000abcd"
    private static let secondContact = "0000c002-7777-4000-8000-00000000abcd"

    /// Whatever of either must be nowhere, in small letters.
    private static let traces =
        zoe + [ann, annsName.lowercased()] + annsAliases
        + [contact, secondContact, "zoe unikum", "zoe returns", "ann unikum", "unikum", "0123456789-annunique"]

    /// An address as anybody writes it.
    private static func spellings(_ address: String) -> [String] {
        let (local, domain) = (address.prefix { $0 != "@" }, address.drop { $0 != "@" }.dropFirst())
        return [
            address, address.uppercased(), "'\(address)'", "\"\(address)\"", "<\(address)>", "mailto:\(address)",
            "SMTP:\(address)", "smtp:\(address)", "\(address).", " \(address)\t", "\u{200B}\(address)",
            "\(address)\u{A0}",
            "Zoe Unikum <\(address)>", "\(address) (Zoe Unikum)", "\"\(local)\"@\(domain)", "\(local)@\(domain).",
            "\u{2018}\(address)\u{2019}",
        ]
    }

    private static func tenant() -> TenantState {
        var state = TenantState(
            id: "6f1c0a52-0000-4000-8000-000000000001",
            domains: ["contoso.example", "mail.contoso.example"],
            now: now
        )
        state.add(
            DirectoryUser(address: ann, aliases: annsAliases, displayName: "Unikum, Ann", distinguishedName: annsName)
        )
        state.add(DirectoryUser(address: "bob@contoso.example", displayName: "Bob"))
        state.add(
            DirectoryUser(address: "svc@contoso.example", displayName: "svc", password: "p", mayImpersonate: true)
        )
        return state
    }

    /// Mails between everybody, the two written in the ways from `first` on, and one with Ann's name in place of an
    /// address.
    private static func write(_ round: Int, into state: inout TenantState) throws {
        let bob = try #require(state.mailbox(of: "bob@contoso.example"))
        let inbox = try #require(state[bob].number(of: .inbox))
        let forms = zoe.flatMap(spellings) + (annsAliases + [ann]).flatMap(spellings)
        var parties = forms.map { state.number(of: Party(name: "Unikum", address: $0)) }
        var unresolved = Party(name: "Ann Unikum", address: "")
        (unresolved.address, unresolved.distinguishedName) = (nil, annsName)
        parties.append(state.number(of: unresolved))
        let other = state.party("kim@proseware.example")
        let owner = state.party("bob@contoso.example")
        for (number, party) in parties.enumerated() {
            let isSender = (number + round).isMultiple(of: 2)
            let message = SimulatedMessage(
                subject: "Unikum",
                messageID: "<\(round)-\(number)@mail.example>",
                from: isSender ? party : other,
                to: isSender ? [owner] : [owner, party],
                sent: now - (round * 100 + number + 1) * 3_600
            )
            state.deliver(state.add(message), to: inbox, of: bob)
        }
        let calendar = try #require(state[bob].number(of: .calendar))
        var event = SimulatedEvent(
            uid: "meeting-\(round)@mail.example",
            subject: "Unikum",
            organizer: parties[round],
            start: now - (round + 1) * 86_400,
            end: now - (round + 1) * 86_400 + 1_800,
            timeZone: "Europe/Berlin",
            created: now - 30 * 86_400
        )
        event.attendees = [.init(owner), .init(other), .init(parties[round + 40])]
        event.myResponse = .accept
        state.add(event, to: calendar, of: bob)
    }

    /// The traces that are in the bytes of any file, and where.
    private static func found(in directory: String) throws -> [String] {
        let files = try #require(FileManager.default.enumerator(atPath: directory)).compactMap { $0 as? String }
        #expect(files.contains { $0.hasSuffix(".sqlite") || $0.contains("rapport") })
        return files.flatMap { file -> [String] in
            let path = "\(directory)/\(file)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
                let data = FileManager.default.contents(atPath: path)
            else { return [] }
            let bytes = Data(data.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 })
            return traces.filter { bytes.range(of: Data($0.utf8)) != nil }.map { "\(file): \($0)" }
        }
    }

    @Test(arguments: World.Service.allCases)
    func `Whoever was erased by one address is in no file by any, also after he was read again`(
        service: World.Service
    ) async throws {
        var state = Self.tenant()
        try Self.write(0, into: &state)
        try await World.with(state, configure: { $0.validatesRequests = false }) { world in
            let users: [[String: Any]] = [
                EligibleSettings.user("bob@contoso.example"),
                EligibleSettings.user(Self.ann).merging(
                    ["aliases": Self.annsAliases.map { "smtp:\($0)" } + ["X500:\(Self.annsName)"]]
                ) { $1 },
            ]
            let list = try JSONSerialization.data(withJSONObject: ["users": users])
            let file = try world.directory.write(String(decoding: list, as: UTF8.self), to: "erased.json")
            let configuration = try world.configuration("data", hasCRM: true) { settings in
                settings["source"] = service.rawValue
                settings["directory"] = file
            }
            func run(_ arguments: String...) async throws {
                let outcome = try await RapportProgram.run(arguments + ["--config", configuration])
                #expect(outcome.status == 0, "\(arguments.first ?? ""): \(outcome.talk)")
            }
            func put(_ id: String, _ name: String, _ first: String, _ second: String) {
                world.updateCRM { crm in
                    crm.put(
                        id,
                        [
                            "fullname": .text(name), "firstname": .text("Zoe"), "emailaddress1": .text(first),
                            "emailaddress2": .text(second), "statecode": .integer(0), "merged": .flag(false),
                        ],
                        in: "contacts",
                        at: Self.now
                    )
                }
            }
            // Without what the simulator makes of mails.
            world.updateCRM { $0 = CRMState(of: Self.tenant()) }
            put(Self.contact, "Zoe Unikum", Self.zoe[0], Self.zoe[1])
            try await run("sync")
            let data = "\(world.directory.path)/data"
            let before = try Self.found(in: data)
            for trace in Self.zoe + Self.annsAliases + [Self.contact, "zoe unikum"] {
                #expect(before.contains { $0.hasSuffix(trace) }, "\(trace) was never there")
            }
            try await run("erase", Self.zoe[1], "--yes")
            try await run("erase", Self.annsAliases[1], "--yes", "--colleague")
            #expect(try Self.found(in: data) == [])
            for round in 1...3 {
                try world.tenant.update { try Self.write(round, into: &$0) }
                // Made again, by the address that nobody asked to erase.
                put(Self.secondContact, "Zoe Returns", " '\(Self.zoe[0].uppercased())'", "")
                put(Self.contact, "Zoe Unikum", Self.zoe[0], Self.zoe[1])
                try await run("sync", "--accept-removals")
                #expect(try Self.found(in: data) == [], "round \(round)")
            }
        }
    }
}
