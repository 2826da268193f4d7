import Connector
package import Interactions
import JSONStream
import OData

/// Which security roles people hold, themselves or through a team.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/security-roles>
package struct RoleReader: Sendable {
    package struct Role: Hashable, Sendable {
        package let id: String
        package let name: String?
        /// The same for the copies of one role in all business units.
        package let rootID: String?
    }

    /// A person; programs' users are left out.
    package struct User: Hashable, Sendable {
        package let addresses: [EmailAddress]
        package let isDisabled: Bool
        package let roles: Set<Role>
        /// By the team's name.
        package let teamRoles: [String: Set<Role>]
    }

    private let client: DataverseClient

    package init(client: DataverseClient) {
        self.client = client
    }

    /// Everybody with all roles, to the end of every list.
    ///
    /// - Throws: `SourceError`, also if nobody has a role, or `CancellationError`.
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
                let roles = try await client.whole(team.roles).map(Role.init)
                known[team.teamid.lowercased()] = (team.name ?? team.teamid, Set(roles))
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
                for membership in try await client.whole(member.teams) {
                    guard let team = known[membership.teamid.lowercased()] else { continue }
                    teamRoles[team.name, default: []].formUnion(team.roles)
                }
                users.append(
                    User(
                        addresses: [member.internalemailaddress, member.domainname].compactMap {
                            $0.flatMap { EmailAddress($0) }
                        },
                        isDisabled: member.isdisabled ?? false,
                        roles: Set(try await client.whole(member.roles).map(Role.init)),
                        teamRoles: teamRoles
                    )
                )
            }
            // Nobody could use such an environment, not even we.
            guard users.contains(where: { !$0.roles.isEmpty || !$0.teamRoles.isEmpty }) else {
                throw SourceError.nobodyHasRoles
            }
            return users
        } catch let error as ODataError {
            throw SourceError(error, table: "systemuser")
        }
    }

    fileprivate struct WrittenRole: JSONReadable, Hashable {
        let id: String
        let name: String?
        let parentRoot: String?

        init(json: JSONValue) throws(JSONError) {
            id = try json.required("roleid")
            name = try json.optional("name")
            parentRoot = try json.optional("_parentrootroleid_value")
        }
    }

    private struct Team: JSONReadable, Hashable {
        let teamid: String
        let name: String?
        let roles: Expansion<WrittenRole>

        init(json: JSONValue) throws(JSONError) {
            teamid = try json.required("teamid")
            name = try json.optional("name")
            roles = try Expansion("teamroles_association", in: json)
        }
    }

    private struct Member: JSONReadable, Hashable {
        struct Membership: JSONReadable, Hashable {
            let teamid: String

            init(json: JSONValue) throws(JSONError) {
                teamid = try json.required("teamid")
            }
        }

        let internalemailaddress: String?
        let domainname: String?
        let isdisabled: Bool?
        let applicationid: String?
        let roles: Expansion<WrittenRole>
        let teams: Expansion<Membership>

        init(json: JSONValue) throws(JSONError) {
            internalemailaddress = try json.optional("internalemailaddress")
            domainname = try json.optional("domainname")
            isdisabled = try json.optional("isdisabled")
            applicationid = try json.optional("applicationid")
            roles = try Expansion("systemuserroles_association", in: json)
            teams = try Expansion("teammembership_association", in: json)
        }
    }
}

extension RoleReader.Role {
    fileprivate init(_ role: RoleReader.WrittenRole) {
        self.init(
            id: role.id.lowercased(),
            name: role.name,
            rootID: role.parentRoot?.lowercased()
        )
    }
}
