package import Connector
package import Interactions

/// Whose feed it is: what every row has.
package struct FeedOrigin: Sendable {
    package let tenant: String
    package let epoch: StoreEpoch
    package let naming: FeedNaming

    package init(tenant: String, epoch: StoreEpoch, naming: @escaping FeedNaming) {
        self.tenant = tenant
        self.epoch = epoch
        self.naming = naming
    }
}
