import ConnectorTesting
import ExchangeSimulator
import Foundation
import HTTPTypes
import Synchronization
import Testing

/// SIGTERM while a service is silent, or slow: the real program ends, whatever it waited for, and within 20 seconds.
///
/// The seconds are measured where nothing else runs: `make torture` runs this suite by itself.
@Suite(.timeLimit(.minutes(10))) struct StopInTimeTests {
    /// What is asked when it happens.
    enum Question: String, CaseIterable { case folders, mail, graphMail, records, token, licenses }
    enum Kind: String, CaseIterable { case silent, slow }

    /// One cell, or all of them.
    private static let cells: [(Question, Kind)] = {
        let all = Question.allCases.flatMap { question in Kind.allCases.map { (question, $0) } }
        return Torture.share(all, every: all.count)
    }()

    @Test(arguments: cells)
    func `It is over in time, and nothing is lost`(question: Question, kind: Kind) async throws {
        let now = Int(Date().timeIntervalSince1970)
        let state = TenantGenerator(users: 2, seed: 2, itemsPerUser: 10, now: now).generate()
        let isEWS = question == .folders || question == .mail
        let identity = try TLSIdentity.generate(now: Date())
        var options = SimulatedExchange.Options()
        // Its links lead to where it is asked, by https.
        options.identity = identity
        let simulator = try await SimulatedExchange.start(tenant: Tenant(state), options: options)
        let isReached = Mutex(false)
        let listener = try await Listener.start(identity: identity) { request in
            let answer = await simulator.answer(request)
            guard question.fits(request) else { return answer }
            isReached.withLock { $0 = true }
            guard kind == .slow else {
                try? await Task.sleep(for: .seconds(600))
                return answer
            }
            var slow = answer
            slow.delivery = .slow(bytes: 1, pause: .seconds(1))
            return slow
        }
        let directory = try TemporaryDirectory()
        let origin = "https://127.0.0.1:\(listener.port)"
        let account = try #require(state.directory.users.first { $0.mayImpersonate })
        let password = try #require(account.password)
        let ca = try directory.write(identity.authorityPEM, to: "ca.pem")
        var settings = try EligibleSettings.write(
            state.mailboxes.prefix(2).map(\.owner),
            to: "users.json",
            in: directory
        )
        settings["tenant"] = "test"
        settings["internalDomains"] = state.domains
        settings["dataDirectory"] = directory.path + "/data"
        settings["application"] = [
            "login": origin, "tenantID": state.id, "clientID": simulator.application.clientID, "caFile": ca,
            "secretFile": try directory.write(simulator.application.clientSecret, to: "secret"),
        ]
        settings["graph"] = ["url": origin + "/v1.0", "permission": "read"]
        if isEWS {
            settings["ews"] = [
                "url": origin + "/EWS/Exchange.asmx", "user": account.address, "caFile": ca,
                "passwordFile": try directory.write(password, to: "password"),
            ]
        } else {
            settings["source"] = "graph"
        }
        if question == .records { settings["dataverse"] = ["url": origin + "/api/data/v9.2"] }
        if question == .licenses {
            settings["eligibility"] = ["askFor": ["licenses"], "licenses": ["DYN365_SALES_PREMIUM"]]
        }
        let path = try EligibleSettings.write(configuration: settings, to: "rapport.json", in: directory)
        let end = try await RapportProgram.terminate(["sync", "--config", path]) { isReached.withLock { $0 } }
        if Torture.isWhole { #expect(end.after < .seconds(20), "\(question) \(kind)") }
        #expect(end.status == 75, "\(question) \(kind)")
        await listener.stop()
        await simulator.stop()
        // What was written can be opened again.
        let status = try await RapportProgram.run(["audit", "verify", "--config", path])
        #expect(status.status == 0, "\(status.talk)")
    }
}

extension StopInTimeTests.Question {
    fileprivate func fits(_ request: ReceivedRequest) -> Bool {
        func soap(_ operation: String) -> Bool {
            request.path.lowercased().hasSuffix(".asmx")
                && String(decoding: request.body, as: UTF8.self).contains(operation)
        }
        return switch self {
        case .folders: soap("SyncFolderHierarchy") || soap("GetFolder")
        case .mail: soap("SyncFolderItems")
        case .graphMail: request.path.hasSuffix("/messages/delta")
        case .records: request.path.hasPrefix("/api/data/v9.2/contacts")
        case .token: request.path.hasSuffix("/token")
        case .licenses: request.path.hasSuffix("/subscribedSkus")
        }
    }
}
