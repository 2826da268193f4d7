/// The templates, by name; a page's own stands in the layout.
enum PageTemplate: String, Sendable, CaseIterable {
    case layout, problem, login, signedIn, invitations, overview, changes, change, consent, roles, options, eligibility,
        why, runs, log, people
    case relationships, relationship, pipeline, filters, introductions, widgets, timeline
    case widget, widgetHealth, widgetIntroductions, widgetTimeline

    var source: String { String(decoding: bytes, as: UTF8.self) }

    private var bytes: [UInt8] {
        switch self {
        case .layout: PackageResources.layout_mustache
        case .problem: PackageResources.problem_mustache
        case .login: PackageResources.login_mustache
        case .signedIn: PackageResources.signedIn_mustache
        case .invitations: PackageResources.invitations_mustache
        case .overview: PackageResources.overview_mustache
        case .changes: PackageResources.changes_mustache
        case .change: PackageResources.change_mustache
        case .consent: PackageResources.consent_mustache
        case .roles: PackageResources.roles_mustache
        case .options: PackageResources.options_mustache
        case .eligibility: PackageResources.eligibility_mustache
        case .why: PackageResources.why_mustache
        case .runs: PackageResources.runs_mustache
        case .log: PackageResources.log_mustache
        case .people: PackageResources.people_mustache
        case .relationships: PackageResources.relationships_mustache
        case .relationship: PackageResources.relationship_mustache
        case .pipeline: PackageResources.pipeline_mustache
        case .filters: PackageResources.filters_mustache
        case .introductions: PackageResources.introductions_mustache
        case .widgets: PackageResources.widgets_mustache
        case .timeline: PackageResources.timeline_mustache
        case .widget: PackageResources.widget_mustache
        case .widgetHealth: PackageResources.widgetHealth_mustache
        case .widgetIntroductions: PackageResources.widgetIntroductions_mustache
        case .widgetTimeline: PackageResources.widgetTimeline_mustache
        }
    }
}
