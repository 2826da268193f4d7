/// What people who sign in get.
package struct SignInPlan: Sendable {
    /// What is wrong with their tokens; nil for nothing.
    package var flaw: IDTokenFlaw?
    /// Of the application, for everybody.
    package var roles: [String] = []

    /// The name to sign in with, in everybody's tokens; nil for each one's own.
    package var name: String?

    package init() {}
}
