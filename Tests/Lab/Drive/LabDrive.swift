import Glibc
import RescueCore

/// The drive of the lab.
///
/// ```
/// labdrive serve DISC [--statistics FILE] [--log FILE] [--silence S] [--comes-back S] [--pace X]
/// labdrive check DISC IMAGE [MAP]
/// labdrive claims DISC IMAGE MAP
/// ```
@main
struct LabDrive {
    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch {
            print("labdrive: \(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws {
        guard arguments.count >= (arguments.first == "claims" ? 4 : 2) else {
            throw DriveFailure(
                description: "usage: serve DISC [OPTION]..., check DISC IMAGE [MAP],"
                    + " claims DISC IMAGE MAP")
        }
        let disc = try LabDisc(path: arguments[1])
        if arguments[0] == "check" {
            let check = try ImageCheck(
                disc, image: arguments[2], map: arguments.count > 3 ? arguments[3] : nil)
            print(check.lines.joined(separator: "\n"))
        } else if arguments[0] == "claims" {
            let check = try ImageCheck(
                disc, image: arguments[2], map: arguments[3], isFinished: false)
            print(check.claimLines.joined(separator: "\n"))
        } else {
            try serve(disc, options(arguments.dropFirst(2)))
        }
    }

    /// What follows the disc: names, each with a value.
    private static func options(_ words: ArraySlice<String>) -> [String: String] {
        var options: [String: String] = [:]
        var rest = words
        while let name = rest.popFirst(), let value = rest.popFirst() {
            options[name] = value
        }
        return options
    }

    private static func serve(_ disc: LabDisc, _ words: [String: String]) throws {
        func seconds(_ name: String) -> Double? { words[name].flatMap { Double($0) } }
        let store = try BackStore(name: "drive")
        let bus = Bus(store)
        var server = DriveServer(
            disc, ring: try CommandRing(device: store.ring, size: store.ringSize), bus: bus,
            options: .init(
                silence: seconds("--silence") ?? 150, comesBackAfter: seconds("--comes-back"),
                pace: seconds("--pace")),
            log: try words["--log"].map { try CommandLog(path: $0) })
        let stop = StopFlag()
        stop.watch()
        bus.plug()
        while !stop.isRaised { server.serve() }
        bus.unplug()
        while bus.isChanging { server.serve() }
        if let path = words["--statistics"] {
            try KernelTree.replace(path, with: server.statistics.json)
        }
        store.remove()
    }
}
