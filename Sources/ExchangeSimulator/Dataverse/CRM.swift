import Synchronization

/// The CRM of a tenant, made when somebody first asks for it.
final class CRM: Sendable {
    private let state = Mutex<CRMState?>(nil)
    private let tenant: Tenant

    init(of tenant: Tenant) {
        self.tenant = tenant
    }

    var snapshot: CRMState { update { $0 } }

    @discardableResult
    func update<Result: Sendable, Failure>(
        _ body: (inout CRMState) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try state.withLock { state throws(Failure) in
            var crm = state ?? CRMState(of: tenant.snapshot)
            defer { state = crm }
            return try body(&crm)
        }
    }
}
