/// What is wrong with an ID token: each of them is a forgery, or somebody else's token.
package enum IDTokenFlaw: String, Sendable, CaseIterable {
    case expired, notYetValid
    case otherAudience, otherAuthorizedParty, otherTenant, otherIssuer, otherNonce
    /// `alg` is `none`, and there is no signature.
    case unsigned
    /// `alg` is `none`, and the right signature is there.
    case unsignedInName
    /// HS256 with the public key as the secret.
    case publicKeyAsSecret
    /// Signed with a key that is not among the published ones.
    case unpublishedKey
    /// The same under the name of one that is.
    case falseKeyName
    /// Claims that were changed after signing.
    case changed
    /// With an extension in the header that has to be understood.
    case unknownExtension
    /// Of a guest, whose name another organisation gives.
    case guest
    /// Without the name.
    case nameless
}
