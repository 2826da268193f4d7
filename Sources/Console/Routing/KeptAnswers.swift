import Engine
import HTTPTypes
import Interactions
import Synchronization

/// Answers that were given, so that who asks for the same gets the same, unless something changed meanwhile.
///
/// Only what a route of `Route.isKept` shows is kept: that is made of one scoring, of what the viewer may see of it,
/// and of what was asked. Whoever signed in has answers of his own, because pages carry his form token. Who asks,
/// whether he may, and that it is written down come before, each time.
final class KeptAnswers: Sendable {
    /// All that an answer depends on beside the scoring, and who may see what of it.
    struct Question: Hashable {
        /// The form token of the session.
        let session: String
        let language: Language
        let path: String
        let query: String
    }

    private struct Kept {
        let viewer: Viewer
        let sight: Sight
        let answer: Answer
    }

    private struct State {
        /// Of which scoring all of them are.
        var scoring: (any AnyObject & Sendable)?
        var answers: [Question: Kept] = [:]
        var bytes = 0
    }

    /// Bytes of all answers together: what some hundred people look at again and again.
    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int = 16 << 20) {
        self.limit = limit
    }

    /// - Parameter make: what the answer is made by where none is kept.
    func answer(
        _ call: Call,
        _ relationships: Relationships,
        _ sight: Sight,
        make: () async throws -> Answer
    ) async throws -> Answer {
        guard case .user(let viewer, let session) = call.visitor else { return try await make() }
        let question = Question(
            session: session.formToken,
            language: call.words.language,
            path: call.request.path,
            query: call.request.query
        )
        if let kept = kept(question, viewer, sight, of: relationships.scoring) { return kept }
        let answer = try await make().tagged()
        keep(Kept(viewer: viewer, sight: sight, answer: answer), for: question, of: relationships.scoring)
        return answer
    }

    private func kept(
        _ question: Question,
        _ viewer: Viewer,
        _ sight: Sight,
        of scoring: any AnyObject & Sendable
    ) -> Answer? {
        state.withLock { state in
            guard state.scoring === scoring, let kept = state.answers[question], kept.viewer == viewer,
                kept.sight == sight
            else { return nil }
            return kept.answer
        }
    }

    private func keep(_ kept: Kept, for question: Question, of scoring: any AnyObject & Sendable) {
        let size = kept.answer.body.count
        guard kept.answer.status == .ok, size <= limit / 8 else { return }
        state.withLock { state in
            if state.scoring !== scoring || state.bytes + size > limit { state = State(scoring: scoring) }
            state.bytes += size - (state.answers[question]?.answer.body.count ?? 0)
            state.answers[question] = kept
        }
    }
}
