import ArgumentParser

/// `--accept-clock`, the same for every command that records something.
struct ClockOptions: ParsableArguments {
    @Flag(help: "Believe this machine's clock although no service agrees.")
    var acceptClock = false
}
