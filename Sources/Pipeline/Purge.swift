package import Eligibility
package import Interactions

/// A mailbox of which something was stored and that is not admitted any more: all that only it contributed is removed.
package struct Purge: Sendable {
    package let mailbox: Mailbox
    package let reasons: [Reason]
}
