import HTTPTypes
import Hummingbird

/// Answers what no route answers, with the headers that a thrown error would leave out.
struct ConsoleMiddleware<Context: RequestContext>: RouterMiddleware {
    let console: WebConsole

    func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError {
            var problem = Problem(error.status, "There is nothing like that here.")
            let methods = console.routes.filter { $0.matches(request.uri.path) }.flatMap(\.methods).map(\.rawValue)
            if error.status == .notFound, !methods.isEmpty {
                problem = Problem(.methodNotAllowed, "That can be asked for with \(methods.joined(separator: ", ")).")
            }
            let incoming = IncomingRequest(request, body: [])
            var answer =
                incoming.isForPage
                ? ProblemPage.answer(problem, console, console.renderer.words(for: incoming)) : problem.answer
            if !methods.isEmpty { answer.headers[.allow] = methods.joined(separator: ", ") }
            SecurityHeaders(
                isSecure: console.options.isSecure,
                kind: incoming.isForPage ? .page : .api,
                visitor: .nobody
            ).add(to: &answer)
            return answer.response
        }
    }
}
