import Interactions

/// The gates that each mailbox has to pass by itself.
extension GateEvaluation {
    func dataLocation(_ location: Fact<DataLocation>) -> GateResult {
        let reason = location.value.map { Geography.reason(against: $0, exceptions: rules.locationExceptions) }
        let evidence = Evidence("location", location) { location in
            [location.code, location.country].compactMap(\.self).joined(separator: " ")
        }
        return GateResult(.dataLocation, reason ?? .locationUnknown, [evidence])
    }

    func securityRole(_ roles: Fact<Set<RoleAssignment>>) -> GateResult {
        let selected = tenant.lifeCycle.roles
        let reason: Reason.Code?
        if selected?.names.isEmpty ?? true {
            reason = .noRoleSelected
        } else if let assignments = roles.value {
            reason = assignments.contains { $0.role.isNamed(in: selected?.names ?? []) } ? nil : .roleMissing
        } else {
            reason = .rolesUnknown
        }
        let selection = Fact(
            selected?.names,
            source: .lifeCycle,
            observedAt: selected?.since ?? tenant.lifeCycle.at
        )
        return GateResult(
            .securityRole,
            reason,
            [
                Evidence("roles", roles) { $0.map(\.text).sorted().joined(separator: ", ") },
                Evidence("selectedRoles", selection) { $0.sorted().joined(separator: ", ") },
            ]
        )
    }

    func account(_ account: Fact<Account>) -> GateResult {
        GateResult(
            .account,
            account.value.map { reason(against: $0) } ?? .accountUnknown,
            [
                Evidence("account", account) { account in
                    let words = [account.kind.rawValue, account.isEnabled ? "enabled" : "disabled"]
                    return (words + (account.isGuest ? ["guest"] : [])).joined(separator: ", ")
                }
            ]
        )
    }

    private func reason(against account: Account) -> Reason.Code? {
        if account.kind == .none { return .noMailbox }
        if !account.isEnabled { return .accountDisabled }
        if account.isGuest { return .guestAccount }
        if rules.accountKinds.contains(account.kind) { return nil }
        switch account.kind {
        case .user, .none: return .noMailbox
        case .shared: return .sharedMailbox
        case .room: return .roomMailbox
        case .equipment: return .equipmentMailbox
        }
    }

    func exclusion(_ user: UserFacts) -> GateResult {
        var evidence = [Evidence("optOut", user.hasOptedOut) { $0 ? "yes" : "no" }]
        if !rules.excludedGroups.isEmpty {
            evidence.append(
                Evidence("groups", user.groups) { groups in
                    let excluded = groups.filter(isExcluded).sorted()
                    return excluded.isEmpty ? "none that is excluded" : excluded.joined(separator: ", ")
                }
            )
        }
        return GateResult(.exclusion, exclusionReason(user), evidence)
    }

    private func exclusionReason(_ user: UserFacts) -> Reason.Code? {
        if isErased { return .erased }
        guard let hasOptedOut = user.hasOptedOut.value else { return .optOutUnknown }
        if hasOptedOut { return .optedOut }
        if rules.listed?.contains(user.mailbox.address) == false { return .notListed }
        guard !rules.excludedGroups.isEmpty else { return nil }
        guard let groups = user.groups.value else { return .groupsUnknown }
        return groups.contains(where: isExcluded) ? .excludedGroup : nil
    }

    private func isExcluded(_ group: String) -> Bool {
        rules.excludedGroups.contains { $0.foldingASCII == group.foldingASCII }
    }
}

extension SecurityRole {
    /// Whether one of the names or ids means this role, or the role that it is a copy of.
    func isNamed(in names: Set<String>) -> Bool {
        let own = Set([name, id, rootID].compactMap { $0?.foldingASCII })
        return names.contains { own.contains($0.foldingASCII) }
    }
}

extension RoleAssignment {
    /// `Role`, or `Role (through Team)`.
    fileprivate var text: String {
        let name = role.name ?? role.id ?? role.rootID ?? ""
        return switch path {
        case .direct: name
        case .team(let team): "\(name) (through \(team))"
        }
    }
}
