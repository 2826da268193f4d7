package import Eligibility
package import Interactions

/// Decides on a mailbox as of now.
package typealias Decide = @Sendable (Mailbox) async throws -> Decision

/// The gate to one owner's data, to be passed anew before every request and before a page is stored: what is withdrawn
/// during a long run counts from that moment on.
///
/// That to the CRM's is always open.
struct AdmissionCheck: Sendable {
    let owner: StreamOwner
    let decide: Decide

    /// - Throws: `AdmissionLost`, or what `decide` throws.
    func pass() async throws -> Admission {
        guard case .mailbox(let mailbox) = owner else { return .crm }
        switch try await decide(mailbox).outcome {
        case .admitted(let admission): return admission
        case .refused(let reasons): throw AdmissionLost(reasons: reasons)
        }
    }
}

/// The mailbox may not be read, or not any more.
struct AdmissionLost: Error {
    let reasons: [Reason]
}
