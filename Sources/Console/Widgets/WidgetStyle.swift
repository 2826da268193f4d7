import Crypto
import FoundationEssentials

/// The widgets' style stands in the page itself, so that it needs nothing else and works in a sandbox.
enum WidgetStyle {
    static let text = String(decoding: PackageResources.widget_css, as: UTF8.self)

    /// Lets this style stand in a page, and no other (CSP 3, section 2.3.1).
    static let source = "'sha256-\(Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString())'"
}
