import ArgumentParser

/// How to verify: what was typed.
struct VerifyOptions: ParsableArguments {
    @Flag(name: [.short, .long], help: "Show no progress and no result, only what is wrong.")
    var quiet = false

    @Flag(help: "Tell what happens on stdout, as one JSON object a line.")
    var json = false
}
