import Interactions

/// The gates that each mailbox has to pass by itself.
extension GateEvaluation {
    func dataLocation(_ location: Fact<DataLocation>) -> GateResult {
        let evidence = Evidence("location", location) { location in
            [location.isOnPremises ? "onPremises" : nil, location.code, location.country].compactMap(\.self)
                .joined(separator: " ")
        }
        return GateResult(.dataLocation, reasons(against: location.value), [evidence], from: location.source)
    }

    private func reasons(against location: DataLocation?) -> [Reason.Code] {
        guard let location else { return [.locationUnknown] }
        guard !location.isOnPremises else { return rules.readsOwnServer ? [] : [.ownServerNotRead] }
        return [Geography.reason(against: location, exceptions: rules.locationExceptions)].compactMap(\.self)
    }

    func securityRole(_ roles: Fact<Set<RoleAssignment>>) -> GateResult {
        let selected = tenant.lifeCycle.roles
        let names = selected?.names ?? []
        var reasons: [Reason] = []
        func add(_ code: Reason.Code, _ source: FactSource) {
            reasons.append(Reason(gate: .securityRole, code: code, source: source))
        }
        if names.isEmpty { add(.noRoleSelected, .lifeCycle) }
        if let assignments = roles.value {
            let selection = tenant.roles.selection(of: names)
            if !names.isEmpty, !assignments.contains(where: { selection.contains($0.role) }) {
                // A role of which nothing is known may be a selected one.
                add(assignments.contains { $0.role.isUnknown } ? .rolesUnknown : .roleMissing, roles.source)
            }
        } else {
            add(.rolesUnknown, roles.source)
        }
        let selection = Fact(
            selected?.names,
            source: .lifeCycle,
            observedAt: selected?.since ?? tenant.lifeCycle.at
        )
        return GateResult(
            .securityRole,
            reasons,
            [
                Evidence("roles", roles) { $0.map(\.text).sorted().joined(separator: ", ") },
                Evidence("selectedRoles", selection) { $0.sorted().joined(separator: ", ") },
            ]
        )
    }

    func account(_ account: Fact<Account>) -> GateResult {
        let known = account.value ?? Account(kind: nil, isEnabled: nil, isGuest: nil)
        var codes: [Reason.Code] = []
        if known.kind == nil || known.isEnabled == nil || known.isGuest == nil { codes.append(.accountUnknown) }
        if known.isEnabled == false { codes.append(.accountDisabled) }
        if known.isGuest == true { codes.append(.guestAccount) }
        let isLeftOut = known.kind.map { !rules.accountKinds.contains($0) } ?? false
        switch known.kind {
        case .some(.none): codes.append(.noMailbox)
        case .user? where isLeftOut: codes.append(.personalMailboxLeftOut)
        case .shared? where isLeftOut: codes.append(.sharedMailbox)
        case .room? where isLeftOut: codes.append(.roomMailbox)
        case .equipment? where isLeftOut: codes.append(.equipmentMailbox)
        default: break
        }
        var evidence = [Evidence("account", account) { $0.text }]
        if isLeftOut, known.kind != Account.Kind.none {
            evidence.append(
                Evidence("accountKinds", stated(rules.accountKinds)) {
                    $0.map(\.rawValue).sorted().joined(separator: ", ")
                }
            )
        }
        return GateResult(.account, codes, evidence, from: account.source)
    }

    var exclusion: GateResult {
        var reasons: [Reason] = []
        func add(_ code: Reason.Code, _ source: FactSource) {
            reasons.append(Reason(gate: .exclusion, code: code, source: source))
        }
        var evidence: [Evidence] = []
        if isErased { add(.erased, .lifeCycle) }
        switch user?.hasOptedOut.value {
        case nil where user == nil: add(.notInDirectory, .directoryFile)
        case nil: add(.optOutUnknown, user?.hasOptedOut.source ?? .directoryFile)
        case true?: add(.optedOut, user?.hasOptedOut.source ?? .directoryFile)
        case false?: break
        }
        if let hasOptedOut = user?.hasOptedOut {
            evidence.append(Evidence("optOut", hasOptedOut) { $0 ? "yes" : "no" })
        }
        if !isListed {
            add(.notListed, .configuration)
            evidence.append(Evidence("mailboxes", stated(rules.listed?.count ?? 0)) { "\($0), and not this one" })
        }
        if !rules.excludedGroups.isEmpty, let groups = user?.groups {
            let excluded = Set(rules.excludedGroups.map(\.caseFolded))
            let own = groups.value?.filter { excluded.contains($0.caseFolded) }
            switch own {
            case nil: add(.groupsUnknown, groups.source)
            case let own? where !own.isEmpty: add(.excludedGroup, groups.source)
            case _?: break
            }
            let shown = Fact(own, source: groups.source, observedAt: groups.observedAt)
            evidence.append(
                Evidence("groups", shown) {
                    $0.isEmpty ? "none that is excluded" : $0.sorted().joined(separator: ", ")
                }
            )
        }
        return GateResult(.exclusion, reasons, evidence)
    }

    /// Whether the configuration lists the mailbox by one of its addresses, or lists none.
    private var isListed: Bool {
        guard let listed = rules.listed else { return true }
        if let mailbox, listed.contains(mailbox.address) { return true }
        return user?.addresses.contains {
            if case .smtp(let address) = $0 { listed.contains(address) } else { false }
        } ?? false
    }
}

extension Account {
    /// `user, enabled, guest`, with a question mark for what nobody told.
    fileprivate var text: String {
        let enabled = isEnabled.map { $0 ? "enabled" : "disabled" } ?? "enabled?"
        let guest = isGuest.map { $0 ? ["guest"] : [] } ?? ["guest?"]
        return ([kind?.rawValue ?? "kind?", enabled] + guest).joined(separator: ", ")
    }
}

extension RoleAssignment {
    /// `Role`, or `Role (through Team)`.
    fileprivate var text: String {
        let name = role.name ?? role.id ?? role.rootID ?? "roles that cannot be seen"
        return switch path {
        case .direct: name
        case .team(let team): "\(name) (through \(team))"
        }
    }
}
