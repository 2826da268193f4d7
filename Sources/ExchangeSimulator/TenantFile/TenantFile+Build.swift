extension TenantFile {
    /// Makes the tenant, and notes what is in it.
    ///
    /// - Throws: `TenantFileError` for what cannot be.
    package func build() throws -> (tenant: TenantState, truth: GroundTruth) {
        var construction = try TenantConstruction(self)
        try construction.addFolders(folders ?? [])
        try construction.addMeetings(meetings ?? [])
        try construction.addMessages(messages ?? [])
        return (construction.state, construction.truth)
    }
}
