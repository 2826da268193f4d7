import ArgumentParser
import Eligibility
import Engine

/// The command `rapport roles list|select`.
struct RolesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles",
        abstract: "Choose whose Exchange data is used, by security role.",
        subcommands: [List.self, Select.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The roles that somebody holds, and which are selected."
        )

        @OptionGroup var configurationOptions: ConfigurationOptions
        @OptionGroup var outputOptions: OutputOptions

        func run() async throws {
            let eligibility = try await configurationOptions.engine().eligibility()
            let rows = RoleListing(try eligibility.roles()).rows
            let columns: [Listing<RoleListing.Row>.Column] = [
                .text("role") { $0.role }, .number("users") { $0.users },
                .text("selected") { $0.selected ? "yes" : "" },
            ]
            try Listing(columns: columns, rows: rows).print(outputOptions)
        }
    }

    struct Select: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Use the Exchange data of who holds one of these roles, directly or through a team.",
            discussion: "Replaces what was selected before; without any role, nobody's Exchange data is used."
        )

        @Argument(help: "Names or ids of security roles that somebody holds.")
        var roles: [String] = []
        @OptionGroup var change: LifeCycleChange
        @OptionGroup var confirmation: Confirmation

        func run() async throws {
            try await change.record(.rolesSelected(Set(roles)), confirmation)
        }
    }
}
