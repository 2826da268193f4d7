import Connector
package import Interactions
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

    /// Everybody with all roles.
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
                of: Team.self
            )
            let known = Dictionary(teams.map { ($0.teamid.lowercased(), $0) }) { first, _ in first }
            let columns = "systemuserid,internalemailaddress,domainname,isdisabled,applicationid"
            let members = "systemuserroles_association(\(roles)),teammembership_association($select=teamid)"
            let users = try await client.all(
                client.root.target(["systemusers"], query: "$select=\(columns)&$expand=\(members)"),
                of: Member.self
            )
            return users.filter { $0.applicationid == nil }.map { user in
                var teamRoles: [String: Set<Role>] = [:]
                for team in user.teams.compactMap({ known[$0.teamid.lowercased()] }) {
                    teamRoles[team.name ?? team.teamid, default: []].formUnion(team.roles.map(Role.init))
                }
                return User(
                    addresses: [user.internalemailaddress, user.domainname].compactMap {
                        $0.flatMap { EmailAddress($0) }
                    },
                    isDisabled: user.isdisabled ?? false,
                    roles: Set(user.roles.map(Role.init)),
                    teamRoles: teamRoles
                )
            }
        } catch let error as ODataError {
            throw SourceError(error, table: "systemuser")
        }
    }

    fileprivate struct WrittenRole: Decodable, Sendable {
        let roleid: String
        let name: String?
        let _parentrootroleid_value: String?
    }

    private struct Team: Decodable, Sendable {
        let teamid: String
        let name: String?
        let roles: [WrittenRole]

        private enum CodingKeys: String, CodingKey {
            case teamid, name
            case roles = "teamroles_association"
        }
    }

    private struct Member: Decodable, Sendable {
        struct Membership: Decodable, Sendable {
            let teamid: String
        }

        let internalemailaddress: String?
        let domainname: String?
        let isdisabled: Bool?
        let applicationid: String?
        let roles: [WrittenRole]
        let teams: [Membership]

        private enum CodingKeys: String, CodingKey {
            case internalemailaddress, domainname, isdisabled, applicationid
            case roles = "systemuserroles_association"
            case teams = "teammembership_association"
        }
    }
}

extension RoleReader.Role {
    fileprivate init(_ role: RoleReader.WrittenRole) {
        self.init(
            id: role.roleid.lowercased(),
            name: role.name,
            rootID: role._parentrootroleid_value?.lowercased()
        )
    }
}
