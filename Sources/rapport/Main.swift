import RapportCommands

@main enum Main {
    static func main() async {
        // Installed, both programs are one file under two names: the second would be as large again.
        if CommandLine.arguments.first?.split(separator: "/").last == "source-rapport" {
            await AirbyteSource.run()
        } else {
            await Rapport.run()
        }
    }
}
