/// What this program calls itself to people and to services.
package enum Product {
    package static let version = "0.2.0"

    /// `User-Agent` of every request; administrators allow and block applications by its name.
    package static let userAgent = "Rapport/\(version)"
}
