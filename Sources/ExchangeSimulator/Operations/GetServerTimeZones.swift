import XMLStream

/// Documented at
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/getservertimezones-operation>.
enum GetServerTimeZones {
    static func answer(_ request: XMLElement, in context: OperationContext, into out: inout XMLOutput) {
        let asked = request.first(.Ids)?.children.map(\.text)
        let zones = asked ?? WindowsZone.representatives.compactMap(WindowsZone.id(forIANA:))
        Envelope.writeSuccess(of: .getServerTimeZones, into: &out) { out in
            out.raw("<m:TimeZoneDefinitions>")
            for id in zones {
                guard let name = WindowsZone.iana(forID: id), let rules = ZoneRules(identifier: name) else { continue }
                TimeZoneDefinition(rules: rules, around: context.state.now).write(
                    "TimeZoneDefinition",
                    id: id,
                    into: &out
                )
            }
            out.raw("</m:TimeZoneDefinitions>")
        }
    }
}
