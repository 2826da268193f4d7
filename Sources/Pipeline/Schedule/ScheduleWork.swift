package import Interactions

/// What a schedule has done, and cannot do itself.
package struct ScheduleWork: Sendable {
    /// Asks services and files for the facts that decisions stand on.
    ///
    /// Throws `SourceError` for what may pass.
    package var refresh: @Sendable () async throws -> Void
    /// Decides on everybody, records it, removes what may not be kept, and says who is to be read.
    ///
    /// Asks no service, because it must not wait where a life-cycle instant is reached.
    package var settle: @Sendable () async throws -> Settlement
    /// Reads one owner up to now.
    package var read: @Sendable (StreamOwner) async throws -> OwnerOutcome
    /// Works out what follows from what is stored, for who reads it from there.
    package var derive: @Sendable () async throws -> Void
    /// A number that changes when an event is recorded, or somebody erased, by whichever process; not by settling.
    package var recorded: @Sendable () throws -> Int
    /// The instant at which something switches off by itself; nil if there is none to come.
    package var deadline: @Sendable () throws -> Timestamp?

    package init(
        refresh: @escaping @Sendable () async throws -> Void,
        settle: @escaping @Sendable () async throws -> Settlement,
        read: @escaping @Sendable (StreamOwner) async throws -> OwnerOutcome,
        derive: @escaping @Sendable () async throws -> Void = {},
        recorded: @escaping @Sendable () throws -> Int = { 0 },
        deadline: @escaping @Sendable () throws -> Timestamp? = { nil }
    ) {
        self.refresh = refresh
        self.settle = settle
        self.read = read
        self.derive = derive
        self.recorded = recorded
        self.deadline = deadline
    }
}
