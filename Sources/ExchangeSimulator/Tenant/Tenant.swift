import Synchronization

/// A simulated organisation that servers read and tests change at the same time.
package final class Tenant: Sendable {
    private let state: Mutex<TenantState>

    package init(_ state: TenantState) {
        self.state = Mutex(state)
    }

    /// How everything stands at this moment.
    package var snapshot: TenantState { state.withLock { $0 } }

    /// Changes the tenant; readers see all of it or nothing.
    ///
    /// Copies what it touches if a request is reading it at the same time.
    @discardableResult
    package func update<Result: Sendable>(_ body: (inout sending TenantState) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }
}
