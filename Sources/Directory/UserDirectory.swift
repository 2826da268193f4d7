package import Eligibility
package import Interactions

/// The users of a tenant as a file tells them, sorted by mailbox, and what could not be read.
package struct UserDirectory: Sendable {
    package let users: [UserFacts]
    /// Rows whose user is not in `users`, in the order of the file.
    package let problems: [DirectoryProblem]
    private let positions: [EmailAddress: Int]

    /// - Parameters:
    ///   - rows: two of one mailbox are a problem each, also if one of them could not be used anyway.
    ///   - unreadable: rows of which not even the cells could be told apart.
    init(
        _ rows: [DirectoryRow],
        unreadable: [(problem: DirectoryProblem, address: EmailAddress?)],
        observedAt: Timestamp
    ) {
        var counts: [EmailAddress: Int] = [:]
        for address in rows.compactMap(\.address) + unreadable.compactMap(\.address) {
            counts[address, default: 0] += 1
        }
        var users: [UserFacts] = []
        var problems = unreadable.map(\.problem)
        for row in rows {
            do throws(DirectoryProblem) {
                let user = try row.user(Observation(at: observedAt))
                guard counts[user.mailbox.address] == 1 else { throw row.double }
                users.append(user)
            } catch {
                problems.append(error)
            }
        }
        self.init(
            users: users.sorted { $0.mailbox < $1.mailbox },
            problems: problems.sorted { $0.row < $1.row }
        )
    }

    /// - Parameter users: sorted, and none twice.
    init(users: [UserFacts], problems: [DirectoryProblem]) {
        self.users = users
        self.problems = problems
        positions = Dictionary(uniqueKeysWithValues: users.enumerated().map { ($1.mailbox.address, $0) })
    }

    package subscript(address: EmailAddress) -> UserFacts? { positions[address].map { users[$0] } }

    /// Every security role that somebody holds, by name or id, and how many do; sorted.
    package var roles: [(name: String, users: Int)] {
        var counts: [String: Int] = [:]
        for user in users {
            let names = Set((user.roles.value ?? []).compactMap { $0.role.name ?? $0.role.id })
            for name in names { counts[name, default: 0] += 1 }
        }
        return counts.sorted { $0.key < $1.key }.map { (name: $0.key, users: $0.value) }
    }
}

/// A row that cannot be used.
package struct DirectoryProblem: Hashable, Sendable, CustomStringConvertible {
    /// Of a CSV file the line as an editor counts, of a JSON file the user, from 1.
    package let row: Int
    /// Nil if the row as a whole is wrong.
    package let column: DirectoryColumn?
    /// Without an address.
    package let expected: String

    package var description: String {
        "row \(row)" + (column.map { ", column '\($0.rawValue)'" } ?? "") + ": expected \(expected)"
    }
}

/// Why a file as a whole cannot be used.
package struct DirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    init(_ path: String, _ problem: String) {
        description = "The directory file '\(path)' \(problem)"
    }
}
