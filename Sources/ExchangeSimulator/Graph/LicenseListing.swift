/// What the tenant has subscribed to.
///
/// <https://learn.microsoft.com/graph/api/subscribedsku-list>
enum LicenseListing {
    static func answer(_ state: TenantState, root: String) -> [UInt8] {
        JSONOutput.object { out in
            out.member("@odata.context", "\(root)/$metadata#subscribedSkus")
            out.key("value")
            out.array { out in
                for name in state.licenses {
                    out.object { out in
                        out.member("capabilityStatus", "Enabled")
                        out.member("consumedUnits", state.mailboxes.count)
                        out.member("id", "\(state.id)_\(ObjectID(of: name).text)")
                        out.member("skuId", ObjectID(of: name).text)
                        out.member("skuPartNumber", name)
                        out.member("appliesTo", "User")
                    }
                }
            }
        }
    }
}
