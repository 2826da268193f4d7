import Connector
package import Interactions
import JSONStream
import OData

/// Which security roles people hold, themselves or through a team.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/security-roles>
package struct RoleReader: Sendable {
    package struct Role: Hashable, Sendable {
        /// Nil for one of which only that much can be read that it is there.
        package let id: String?
        package let name: String?
        /// The same for the copies of one role in all business units.
        package let rootID: String?
    }

    /// A person; programs' users are left out.
    package struct User: Hashable, Sendable {
        /// With which nobody else signs in.
        package let signInName: EmailAddress?
        /// As somebody entered it, so that it may be another one's; nil without.
        package let enteredAddress: EmailAddress?
        package let isDisabled: Bool
        package let roles: Set<Role>
        /// Whether these are all, and those of all teams; of a row that cannot be read whole they may be more.
        package let isTold: Bool
        /// By the team's name.
        package let teamRoles: [String: Set<Role>]
        /// Ids of teams whose roles cannot be known, because the list of teams does not name them.
        package let unknownTeams: Set<String>
    }

    private let client: DataverseClient

    package init(client: DataverseClient) {
        self.client = client
    }

    /// Everybody with all roles, to the end of every list.
    ///
    /// - Throws: `SourceError`, or `CancellationError`.
    package func users() async throws -> [User] {
        do {
            let roles = "$select=roleid,name,_parentrootroleid_value"
            let teams = try await client.all(
                client.root.target(
                    ["teams"],
                    query: "$select=teamid,name&$expand=teamroles_association(\(roles))"
                ),
                of: Team.self,
                expansions: .followed
            )
            var known: [String: (name: String, roles: Set<Role>)] = [:]
            for team in teams {
                guard let id = team.teamid, let listed = team.roles else { continue }
                let roles = try await client.whole(listed).map(Role.init)
                known[id.lowercased()] = (team.name ?? id, Set(roles))
            }
            let columns = "systemuserid,internalemailaddress,domainname,isdisabled,applicationid"
            let members = "systemuserroles_association(\(roles)),teammembership_association($select=teamid)"
            let written = try await client.all(
                client.root.target(["systemusers"], query: "$select=\(columns)&$expand=\(members)"),
                of: Member.self,
                expansions: .followed
            )
            var users: [User] = []
            for member in written where member.applicationid == nil {
                var teamRoles: [String: Set<Role>] = [:]
                var unknownTeams: Set<String> = []
                for membership in try await whole(member.teams) {
                    guard let team = known[membership.teamid.lowercased()] else {
                        unknownTeams.insert(membership.teamid.lowercased())
                        continue
                    }
                    teamRoles[team.name, default: []].formUnion(team.roles)
                }
                users.append(
                    User(
                        signInName: member.domainname.flatMap { EmailAddress($0) },
                        enteredAddress: member.internalemailaddress.flatMap { EmailAddress($0) },
                        isDisabled: member.isdisabled ?? false,
                        roles: Set(try await whole(member.roles).map(Role.init)),
                        isTold: member.roles != nil && member.teams != nil,
                        teamRoles: teamRoles,
                        unknownTeams: unknownTeams
                    )
                )
            }
            return users
        } catch let error as ODataError {
            throw SourceError(error, table: "systemuser")
        }
    }

    private func whole<Item>(_ expansion: Expansion<Item>?) async throws -> [Item] {
        guard let expansion else { return [] }
        return try await client.whole(expansion)
    }

    // What cannot be read of one row is not known of this one, and hides no other.

    fileprivate struct WrittenRole: JSONReadable, Hashable {
        let id: String?
        let name: String?
        let parentRoot: String?

        init(json: JSONValue) {
            id = json["roleid"]?.string
            name = json["name"]?.string
            parentRoot = json["_parentrootroleid_value"]?.string
        }
    }

    private struct Team: JSONReadable, Hashable {
        let teamid: String?
        let name: String?
        let roles: Expansion<WrittenRole>?

        init(json: JSONValue) {
            teamid = json["teamid"]?.string
            name = json["name"]?.string
            roles = try? Expansion("teamroles_association", in: json)
        }
    }

    private struct Member: JSONReadable, Hashable {
        struct Membership: JSONReadable, Hashable {
            let teamid: String

            init(json: JSONValue) {
                // Of no team that is listed.
                teamid = json["teamid"]?.string ?? ""
            }
        }

        let internalemailaddress: String?
        let domainname: String?
        let isdisabled: Bool?
        let applicationid: String?
        let roles: Expansion<WrittenRole>?
        let teams: Expansion<Membership>?

        init(json: JSONValue) {
            internalemailaddress = json["internalemailaddress"]?.string
            domainname = json["domainname"]?.string
            applicationid = json["applicationid"]?.string
            do {
                // Missing it was not asked for; null, nobody may see it.
                isdisabled = json["isdisabled"] == nil ? nil : try json.required("isdisabled")
                roles = try? Expansion("systemuserroles_association", in: json)
                teams = try? Expansion("teammembership_association", in: json)
            } catch {
                // Somebody who may be disabled holds nothing that could be a pass.
                (isdisabled, roles, teams) = (nil, nil, nil)
            }
        }
    }
}

extension RoleReader.Role {
    fileprivate init(_ role: RoleReader.WrittenRole) {
        self.init(
            id: role.id?.lowercased(),
            name: role.name,
            rootID: role.parentRoot?.lowercased()
        )
    }
}
