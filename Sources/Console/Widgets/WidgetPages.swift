import Eligibility
import Engine
import HTTPTypes
import Interactions
import Scoring
import Settings

extension Route {
    /// The pages that other pages embed.
    static let widgetPages: [Route] = [
        .widget("/widgets/health/{table}/{id}") { call in
            let (relationships, sight) = try await call.sight()
            let record = try call.record(in: relationships, sight)
            return call.widget(.widgetHealth, try await RelationshipContent(record, relationships, call))
        },
        .widget("/widgets/timeline/{table}/{id}") { call in
            let (relationships, sight) = try await call.sight()
            let record = try call.record(in: relationships, sight)
            return call.widget(.widgetTimeline, try await RelationshipContent(record, relationships, call))
        },
        .widget("/widgets/introductions/{table}/{id}") { call in
            let listing = try await call.introductions()
            let rows = listing.introducers.map { IntroducerRow($0, call.words) }
            return call.widget(.widgetIntroductions, IntroducersContent(rows: rows, isEmpty: rows.isEmpty))
        },
    ]
}

extension Call {
    /// Who can introduce the record that the path names; the record must be one that the visitor may see.
    func introductions(isExplained: Bool = false) async throws -> IntroductionListing {
        let (relationships, sight) = try await sight(for: .whoKnowsWhom)
        let position = try record(in: relationships, sight)
        let reference = relationships.index.records[position].reference
        guard reference.isPerson else { throw Problem(.notFound, "Only a contact or a lead is introduced.") }
        let target = try await IntroductionTarget(reference.text, relationships, engine.settings.introductions)
        return try await IntroductionListing(target, of: relationships, isExplained: isExplained)
    }

    fileprivate func widget(_ template: PageTemplate, _ content: some Any) -> Answer {
        let frame = WidgetFrame(language: words.language.code, style: WidgetStyle.text, page: content)
        return .html(console.renderer.html(template, frame, in: words.language))
    }
}

private struct WidgetFrame<Content> {
    let language: String
    let style: String
    let page: Content
}

private struct IntroducersContent {
    let rows: [IntroducerRow]
    let isEmpty: Bool
}
