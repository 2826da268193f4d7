import Engine
import Interactions

/// What stands around every page.
struct Frame<Content> {
    let language: String
    let otherLanguage: String
    let otherLanguageName: String
    let title: String
    let navigation: [PageLink]
    /// Empty if nobody is signed in.
    let viewer: String
    let formToken: String
    /// What was just done; empty if nothing was.
    let notice: String
    let page: Content
}

extension Call {
    /// A page in the layout.
    ///
    /// - Parameter title: as it is shown.
    func page(_ template: PageTemplate, title: String, _ content: some Any) -> Answer {
        let other: Language = words.language == .german ? .english : .german
        let done = query["done"].flatMap { words.text("done.\($0)") } ?? ""
        let frame = Frame(
            language: words.language.code,
            otherLanguage: other.code,
            otherLanguageName: words["language.\(other.code)"],
            title: title,
            navigation: visitor.viewer.map { navigation(isAdministrator: $0.isAdministrator) } ?? [],
            viewer: visitor.viewer?.address.text ?? "",
            formToken: visitor.session?.formToken ?? "",
            notice: done,
            page: content
        )
        return .html(console.renderer.html(template, frame, in: words.language))
    }

    private func navigation(isAdministrator: Bool) -> [PageLink] {
        let own = ["relationships", "pipeline", "introductions"]
        let all = [
            "overview", "changes", "consent", "roles", "options", "eligibility", "runs", "log", "people", "invitations",
            "widgets",
        ]
        return (own + (isAdministrator ? all : [])).map { name in
            PageLink(
                href: "/\(name)",
                // The shorter of its names, where it has two.
                text: words.text("nav.\(name)") ?? words["page.\(name)"],
                isCurrent: request.path.split(separator: "/").first.map { $0 == name } ?? false
            )
        }
    }
}

/// A link to a page.
struct PageLink {
    let href: String
    let text: String
    let isCurrent: Bool
}
