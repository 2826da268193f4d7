import Synchronization

/// Codes that were given to browsers; each can be used once.
final class AuthorizationCodes: Sendable {
    struct Grant: Sendable {
        /// The address of who signed in.
        let user: String
        let redirect: String
        let challenge: String
        let nonce: String?
    }

    private let grants = Mutex<[String: Grant]>([:])

    func issue(_ grant: Grant) -> String {
        let code = GraphApplication.random(count: 48)
        grants.withLock { $0[code] = grant }
        return code
    }

    func use(_ code: String) -> Grant? { grants.withLock { $0.removeValue(forKey: code) } }
}
