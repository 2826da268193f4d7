import RapportCommands

@main enum Main {
    static func main() async {
        await AirbyteSource.run()
    }
}
