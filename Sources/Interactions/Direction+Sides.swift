extension Interaction.Direction {
    /// - Parameters:
    ///   - isOurs: whether it comes from inside.
    ///   - reachesOutside: whether anybody outside took part.
    package init(isOurs: Bool, reachesOutside: Bool) {
        self = isOurs ? (reachesOutside ? .outbound : .internal) : .inbound
    }
}
