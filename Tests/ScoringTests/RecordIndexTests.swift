import Interactions
import Testing

@testable import Scoring

/// Whom the CRM's records listen to: `Documentation/kpis.md`, "To which record".
struct RecordIndexTests {
    private let account: CRMReference
    private let chief: CRMReference
    private let clerk: CRMReference
    private let former: CRMReference
    private let lead: CRMReference
    private let sale: CRMReference
    private let seller: CRMReference
    private let team: CRMReference
    private var records: [CRMRow]

    init() throws {
        func reference(_ table: CRMReference.Table, _ number: Int) throws -> CRMReference {
            try #require(CRMReference(table, id: "00000000-0000-4000-8000-00000000000\(number)"))
        }
        func record(_ reference: CRMReference, _ addresses: [String] = []) throws -> CRMRow {
            var record = CRMRow(reference)
            record.addresses = try addresses.map { try #require(EmailAddress($0)) }
            return record
        }
        account = try reference(.account, 1)
        chief = try reference(.contact, 2)
        clerk = try reference(.contact, 3)
        former = try reference(.contact, 4)
        lead = try reference(.lead, 5)
        sale = try reference(.opportunity, 6)
        seller = try reference(.user, 7)
        team = try reference(.team, 8)
        var company = try record(account, ["office@adatum.example"])
        company.contact = chief
        var boss = try record(chief, ["chief@adatum.example", "c@adatum.example"])
        boss.parent = account
        var employee = try record(clerk, ["clerk@adatum.example"])
        employee.parent = account
        var merged = try record(former, ["old@adatum.example"])
        merged.mergedInto = clerk
        var prospect = try record(lead, ["lead@adatum.example"])
        prospect.owner = seller
        var opportunity = try record(sale)
        opportunity.parent = account
        opportunity.contact = clerk
        opportunity.owner = seller
        records = [
            company, boss, employee, merged, prospect, opportunity, try record(seller, ["seller@contoso.example"]),
        ]
    }

    private func index(_ records: [CRMRow]) -> (index: RecordIndex, number: (String) -> UInt32) {
        let texts = records.flatMap { ["CRM:" + $0.reference.text] + $0.addresses.map(\.text) }
        let numbers = Dictionary(uniqueKeysWithValues: texts.enumerated().map { ($1, UInt32($0)) })
        let people = Dictionary(
            uniqueKeysWithValues: texts.compactMap { text in
                Participant.Address(text: text).map { ($0, numbers[text] ?? 0) }
            }
        )
        return (RecordIndex(records, people: people), { numbers[$0] ?? .max })
    }

    private func heard(_ reference: CRMReference, _ index: RecordIndex) throws -> [UInt32: Bool] {
        let position = try #require(index.position(of: reference))
        let interests = index.book.records[position].interests
        return Dictionary(uniqueKeysWithValues: interests.map { ($0.person, $0.meetings) })
    }

    @Test func `an account hears its own addresses and all its contacts, merged ones too`() throws {
        let (index, number) = index(records)
        let texts = [
            "office@adatum.example", "chief@adatum.example", "c@adatum.example", "clerk@adatum.example",
            "old@adatum.example",
        ]
        let heard = try heard(account, index)
        #expect(texts.allSatisfy { heard[number($0)] == true })
        #expect(heard[number("lead@adatum.example")] == nil)
    }

    @Test func `an opportunity hears its contact, and its account and the account's primary contact without meetings`()
        throws
    {
        let (index, number) = index(records)
        let heard = try heard(sale, index)
        #expect(heard[number("clerk@adatum.example")] == true)
        #expect(heard[number("old@adatum.example")] == true)
        #expect(heard[number("chief@adatum.example")] == false)
        #expect(heard[number("office@adatum.example")] == false)
    }

    @Test func `an opportunity knows the companies that buy, and nothing else has any`() throws {
        func buyers(_ others: [CRMRow], of reference: CRMReference) throws -> [CRMReference] {
            let index = index(others).index
            let record = index.book.records[try #require(index.position(of: reference))]
            return record.buyers.map { index.records[$0].reference }
        }
        for reference in [account, chief, lead] { #expect(try buyers(records, of: reference).isEmpty) }
        #expect(try buyers(records, of: sale) == [account])
        var others = records
        others[5].customer = account
        #expect(try buyers(others, of: sale) == [account])
        others[5].parent = nil
        #expect(try buyers(others, of: sale) == [account])
        others[5].customer = former
        #expect(try buyers(others, of: sale).isEmpty)
    }

    @Test func `a lead and an opportunity need their owner, others anybody, and a team's anybody`() throws {
        func team(_ reference: CRMReference, _ index: RecordIndex) throws -> [UInt32]? {
            index.book.records[try #require(index.position(of: reference))].team
        }
        let (index, number) = index(records)
        #expect(try team(lead, index)?.contains(number("seller@contoso.example")) == true)
        #expect(try team(sale, index)?.contains(number("seller@contoso.example")) == true)
        #expect(try team(account, index) == nil)
        #expect(try team(chief, index) == nil)
        var others = records
        others[4].owner = self.team
        #expect(try team(lead, self.index(others).index) == nil)
    }

    @Test func `a sale hears its stakeholders, and a contact who buys beside an account`() throws {
        var others = records
        others[5].contact = nil
        others[5].customer = former
        others[5].connections = [lead, account, seller]
        others[4].connections = [chief]
        let (index, number) = index(others)
        let heardBySale = try heard(sale, index)
        #expect(heardBySale[number("clerk@adatum.example")] == true, "the one that the customer became")
        #expect(heardBySale[number("old@adatum.example")] == true)
        #expect(heardBySale[number("lead@adatum.example")] == true)
        #expect(heardBySale[number("office@adatum.example")] == true, "a company that is a stakeholder")
        #expect(heardBySale[number("chief@adatum.example")] == false, "the account's primary contact")
        #expect(heardBySale[number("seller@contoso.example")] == nil)
        let heardByLead = try heard(lead, index)
        #expect(heardByLead[number("chief@adatum.example")] == true)
        #expect(try heard(chief, index)[number("lead@adatum.example")] == nil)
    }

    @Test func `those work on a sale who own it, alone or as a team, and those who are connected with it`() throws {
        let helper = try #require(CRMReference(.user, id: "00000000-0000-4000-8000-000000000009"))
        var user = CRMRow(helper)
        user.addresses = [try #require(EmailAddress("helper@contoso.example"))]
        var group = CRMRow(team)
        func workers(_ change: (inout CRMRow) -> Void) throws -> Set<UInt32>? {
            var others = records + [user, group]
            change(&others[5])
            let (index, _) = index(others)
            return index.book.records[try #require(index.position(of: sale))].team.map { Set($0) }
        }
        let (_, number) = index(records + [user, group])
        let (first, second) = (number("seller@contoso.example"), number("helper@contoso.example"))
        func people(_ persons: Set<UInt32>?) -> Set<UInt32>? { persons.map { $0.intersection([first, second]) } }
        #expect(people(try workers { $0.connections = [helper] }) == [first, second])
        #expect(people(try workers { $0.connections = [clerk] }) == [first])
        #expect(try workers { $0.owner = nil } == nil)
        #expect(try workers { $0.owner = self.team } == nil, "nobody knows who is in it")
        group.connections = [helper]
        #expect(people(try workers { $0.owner = self.team }) == [second])
        #expect(people(try workers { $0.connections = [self.team] }) == [first, second])
        group.connections = [helper, seller]
        #expect(people(try workers { $0.owner = self.team }) == [first, second])
    }

    @Test func `what an open sale may bring is at stake with everybody who has a say in it`() throws {
        var others = records
        var sale = Sale()
        sale.estimatedValue = 1_250_000
        sale.closeDate = CivilDate(year: 2026, month: 12, day: 24)
        others[5].sale = sale
        others[5].connections = [former, seller]
        func stakes(_ reference: CRMReference) throws -> [Stake] {
            let (index, _) = index(others)
            return index.book.records[try #require(index.position(of: reference))].stakes
        }
        let stake = Stake(value: 1_250_000, closeDay: 20_811)
        for reference in [self.sale, account, clerk] { #expect(try stakes(reference) == [stake]) }
        for reference in [chief, lead] { #expect(try stakes(reference) == []) }
        others[5].isActive = false
        #expect(try stakes(account) == [])
    }

    @Test func `a merged record is its master, and one person is shown by one address that can be written to`() throws {
        let (index, number) = index(records)
        #expect(index.position(of: former) == index.position(of: clerk))
        #expect(!index.records.contains { $0.reference == former })
        #expect(index.position(of: seller) == nil)
        #expect(index.book.canonicalAddress(of: number("c@adatum.example")) == number("chief@adatum.example"))
        #expect(index.book.canonicalAddress(of: number("CRM:" + chief.text)) == number("chief@adatum.example"))
        #expect(index.book.canonicalAddress(of: number("CRM:" + seller.text)) == number("seller@contoso.example"))
    }
}
