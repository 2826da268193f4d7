import Crypto
import Interactions
import Synchronization

/// Who is signed in, and the codes that sign in once; in memory only, so that a restart signs everybody out.
final class Sessions: Sendable {
    static let cookie = "rapport_session"
    /// How long a code can be used.
    private static let codeLife = Duration.seconds(600)
    private static let mostSessions = 10_000

    private struct Code {
        let address: EmailAddress?
        let madeAt: Timestamp
    }

    private struct State {
        /// By digest, so that the time of a look-up says nothing about a token.
        var sessions: [SHA256.Digest: Session] = [:]
        var codes: [SHA256.Digest: Code] = [:]
    }

    private let idle: Duration
    private let whole: Duration
    private let now: @Sendable () -> Timestamp
    private let state = Mutex(State())

    init(idle: Duration, whole: Duration, now: @escaping @Sendable () -> Timestamp) {
        self.idle = idle
        self.whole = whole
        self.now = now
    }

    /// - Parameter address: nil for whoever the person says to be.
    func makeCode(for address: EmailAddress?) -> String {
        let code = Self.token(bytes: 16)
        let now = now()
        state.withLock { state in
            state.codes = state.codes.filter { now.duration(since: $0.value.madeAt) < Self.codeLife }
            state.codes[Self.digest(code)] = Code(address: address, madeAt: now)
        }
        return code
    }

    /// Whose code it is, without using it up.
    func isKnown(code: String) -> (isKnown: Bool, address: EmailAddress?) {
        let now = now()
        return state.withLock { state in
            guard let found = state.codes[Self.digest(code)], now.duration(since: found.madeAt) < Self.codeLife else {
                return (false, nil)
            }
            return (true, found.address)
        }
    }

    /// Uses up a code.
    ///
    /// - Returns: the token of a new session, nil if the code is not known any more, or is for somebody else.
    func signIn(code: String, as address: EmailAddress) -> String? {
        let now = now()
        let isRight = state.withLock { state in
            guard let found = state.codes.removeValue(forKey: Self.digest(code)) else { return false }
            return now.duration(since: found.madeAt) < Self.codeLife && found.address ?? address == address
        }
        return isRight ? begin(for: address) : nil
    }

    /// Begins a session for somebody who has proved who it is.
    ///
    /// - Returns: its token, nil if there are too many.
    func begin(for address: EmailAddress) -> String? {
        let now = now()
        let token = Self.secret()
        let session = Session(address: address, formToken: Self.token(bytes: 16), startedAt: now, seenAt: now)
        let hasBegun = state.withLock { state in
            state.sessions = state.sessions.filter { isAlive($0.value, at: now) }
            guard state.sessions.count < Self.mostSessions else { return false }
            state.sessions[Self.digest(token)] = session
            return true
        }
        return hasBegun ? token : nil
    }

    /// What only one browser has.
    static func secret() -> String { token(bytes: 32) }

    /// The session that a token stands for, nil if there is none any more.
    ///
    /// - Parameter isActivity: whether somebody did something, so that the session lasts longer.
    func session(_ token: String, isActivity: Bool = true) -> Session? {
        let now = now()
        let digest = Self.digest(token)
        return state.withLock { state in
            guard var session = state.sessions[digest] else { return nil }
            guard isAlive(session, at: now) else {
                state.sessions[digest] = nil
                return nil
            }
            guard isActivity else { return session }
            session.seenAt = now
            state.sessions[digest] = session
            return session
        }
    }

    func signOut(_ token: String) {
        state.withLock { $0.sessions[Self.digest(token)] = nil }
    }

    private func isAlive(_ session: Session, at now: Timestamp) -> Bool {
        now.duration(since: session.seenAt) < idle && now.duration(since: session.startedAt) < whole
    }

    private static func digest(_ token: String) -> SHA256.Digest { SHA256.hash(data: Array(token.utf8)) }

    /// Letters and digits that nobody can guess.
    private static func token(bytes: Int) -> String {
        var random = SystemRandomNumberGenerator()
        return Base64URL.text((0..<bytes).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }
}
