import ExchangeSimulator
import Foundation

/// Mail that arrives while the simulator runs: from somebody outside to one user after the other.
struct Arrivals {
    let tenant: Tenant
    let seconds: Int

    /// Delivers until the task is cancelled.
    func run() async throws {
        var number = 0
        while true {
            try await Task.sleep(for: .seconds(seconds))
            deliver(number)
            number += 1
        }
    }

    private func deliver(_ number: Int) {
        let now = Int(Date().timeIntervalSince1970)
        tenant.update { state in
            state.now = max(state.now, now)
            let owners = state.mailboxes.map(\.owner)
            guard !owners.isEmpty, let mailbox = state.mailbox(of: owners[number % owners.count]),
                let inbox = state[mailbox].number(of: .inbox)
            else { return }
            let message = SimulatedMessage(
                subject: "Arrival \(number)",
                messageID: "<arrival-\(now)-\(number)@fabrikam.example>",
                from: state.party("zoe@fabrikam.example", name: "Zoe"),
                to: [state.party(owners[number % owners.count])],
                sent: state.now
            )
            state.deliver(state.add(message), to: inbox, of: mailbox)
        }
    }
}
