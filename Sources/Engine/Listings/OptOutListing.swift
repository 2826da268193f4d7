/// How things stand after somebody opted out, or in again, as every face shows it.
package struct OptOutListing: Encodable {
    package let hasOptedOut: Bool
    package let isAlreadySo: Bool
    package let addresses: Int
    package let mailboxes: Int

    package init(_ outcome: Engine.OptOutOutcome, isOut: Bool) {
        hasOptedOut = isOut
        isAlreadySo = outcome.isAlreadySo
        addresses = outcome.addresses
        mailboxes = outcome.mailboxes
    }
}
