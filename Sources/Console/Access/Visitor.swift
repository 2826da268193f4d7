import Engine
import Interactions
import Settings

/// Who asks.
enum Visitor: Sendable {
    case nobody
    case user(Viewer, Session)
    /// With the record and the viewer of a widget's token.
    case widget(WidgetClaims)
    case client(ConsoleSettings.Client)

    var viewer: Viewer? {
        if case .user(let viewer, _) = self { viewer } else { nil }
    }

    var session: Session? {
        if case .user(_, let session) = self { session } else { nil }
    }

    /// What requests are counted by.
    var name: String {
        switch self {
        case .nobody: ""
        case .user(let viewer, _): "user \(viewer.address.text)"
        case .widget(let claims): "widget \(claims.viewer.text) \(claims.record.text)"
        case .client(let client): "client \(client.id)"
        }
    }
}
