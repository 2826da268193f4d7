/// Writes the calendars of one mailbox.
///
/// <https://learn.microsoft.com/graph/api/resources/calendar>
struct CalendarWriter: Sendable {
    let view: GraphMailbox

    /// The page with all calendars outside of Deleted Items; what is in there is deleted.
    ///
    /// - Throws: 400 for a wrong query.
    func all() throws(GraphError) -> [UInt8] {
        let calendars = view.mailbox.folders.indices.map { FolderNumber(value: UInt16($0)) }
            .filter { isCalendar($0) && !isDeleted($0) }
        let size = try view.query.count("top", most: 1_000) ?? view.preference.pageSize ?? 10
        let skipped = try view.query.count("skip") ?? 0
        guard size > 0, view.query["filter"] == nil, view.query["search"] == nil else { throw .invalidQuery }
        let selected = try selected
        let page = calendars.dropFirst(skipped).prefix(size)
        let path = "users('\(view.user.text)')/calendars"
        let next =
            "\(view.root)/\(path)?$skip=\(skipped + size)&$top=\(size)"
            + (view.query["select"].map { "&$select=" + $0 } ?? "")
        let hasMore = skipped + page.count < calendars.count
        return view.page(context: path, link: hasMore ? ("@odata.nextLink", next) : nil) { out in
            for calendar in page { write(calendar, selected, into: &out) }
        }
    }

    /// - Parameter name: Nil for the default calendar.
    /// - Throws: 400 for a wrong query, 404 for a calendar that is gone.
    func one(_ name: String?) throws(GraphError) -> [UInt8] {
        let calendar = try view.ids.calendar(name)
        var out = JSONOutput()
        let context = "\(view.root)/$metadata#users('\(view.user.text)')/calendars/$entity"
        write(calendar, try selected, context: context, into: &out)
        return out.bytes
    }

    /// In the order in which Graph writes them.
    private enum Property: String, CaseIterable {
        case name, color, hexColor, isDefaultCalendar, changeKey, canShare, canViewPrivateItems, canEdit
        case allowedOnlineMeetingProviders, defaultOnlineMeetingProvider, isTallyingResponses, isRemovable, owner
    }

    private var selected: Set<Property> {
        get throws(GraphError) {
            guard let names = view.query.selected else { return Set(Property.allCases) }
            var properties: Set<Property> = []
            for name in names where name.lowercased() != "id" {
                guard let property = Property.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
                else { throw .unknownProperty(name, of: "Microsoft.OutlookServices.Calendar") }
                properties.insert(property)
            }
            return properties
        }
    }

    private func write(
        _ number: FolderNumber,
        _ selected: Set<Property>,
        context: String? = nil,
        into out: inout JSONOutput
    ) {
        let calendar = view.mailbox[number]
        let isDefault = number == view.mailbox.number(of: .calendar)
        out.object { out in
            if let context { out.member("@odata.context", context) }
            out.member("id", view.ids.text(number))
            for property in Property.allCases where selected.contains(property) {
                switch property {
                case .name: out.member("name", calendar.displayName)
                case .color: out.member("color", "auto")
                case .hexColor: out.member("hexColor", "")
                case .isDefaultCalendar: out.member("isDefaultCalendar", isDefault)
                case .changeKey: out.member("changeKey", "v\(calendar.version)")
                case .canShare: out.member("canShare", true)
                case .canViewPrivateItems: out.member("canViewPrivateItems", true)
                case .canEdit: out.member("canEdit", true)
                case .allowedOnlineMeetingProviders:
                    out.key("allowedOnlineMeetingProviders")
                    out.array { $0.string("teamsForBusiness") }
                case .defaultOnlineMeetingProvider: out.member("defaultOnlineMeetingProvider", "teamsForBusiness")
                case .isTallyingResponses: out.member("isTallyingResponses", isDefault)
                case .isRemovable: out.member("isRemovable", !isDefault)
                case .owner:
                    out.key("owner")
                    out.object { out in
                        out.member("name", view.owner.map { view.state.parties[$0].name } ?? view.mailbox.owner)
                        out.member("address", view.mailbox.owner)
                    }
                }
            }
        }
    }

    private func isCalendar(_ number: FolderNumber) -> Bool {
        !view.mailbox[number].isRemoved && view.mailbox[number].folderClass.hasPrefix("IPF.Appointment")
    }

    private func isDeleted(_ number: FolderNumber) -> Bool {
        let deleted = view.mailbox.number(of: .deleteditems)
        var step: FolderNumber? = number
        while let folder = step {
            if folder == deleted { return true }
            step = view.mailbox[folder].parent
        }
        return false
    }
}
