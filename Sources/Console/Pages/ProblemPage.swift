import HTTPTypes
import Interactions

/// A refusal or a failure as people read it.
enum ProblemPage {
    private struct Content {
        let language: String
        let title: String
        /// What happened, in the page's language; empty for a code that has no words.
        let text: String
        /// The same in particular, as the engine says it: in English.
        let detail: String
        let code: String
    }

    static func answer(
        _ problem: Problem,
        _ console: WebConsole,
        _ words: Words
    ) -> Answer {
        let content = Content(
            language: words.language.code,
            title: words.text("problem.\(problem.code)") ?? words["problem.title"],
            text: words.text("problem.\(problem.code).text") ?? "",
            detail: problem.detail,
            code: problem.code
        )
        let html = console.renderer.html(.problem, content, in: words.language)
        var answer = Answer.html(html, status: problem.status)
        if let seconds = problem.retryAfter { answer.headers[.retryAfter] = String(seconds) }
        return answer
    }
}
