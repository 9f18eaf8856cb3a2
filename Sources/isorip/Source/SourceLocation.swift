import DiscIO
import DiscSimulation
import RescueCore

/// Where the disc is: what was typed, understood.
enum SourceLocation {
    case drive(String, over: TransportChoice)
    case image(String)
    case sheet(String)
    case simulation(SimulationChoice)

    /// Understands the options; without any, takes the only drive that has a disc in it.
    init(_ options: SourceOptions) throws(CommandFailure) {
        if let name = options.simulate {
            self = .simulation(try SimulationChoice(name, seed: options.seed, pace: options.pace))
        } else if let path = options.device {
            self = Self.kind(of: path, over: options.transport)
        } else {
            do throws(DriveError) {
                self = .drive(try DriveList().defaultPath(), over: options.transport)
            } catch {
                throw CommandFailure(.driveUnusable, "\(error)")
            }
        }
    }

    /// The device as messages name it.
    var name: String {
        switch self {
        case .drive(let path, _), .image(let path), .sheet(let path): path
        case .simulation(let choice): "simulated \(choice.name)"
        }
    }

    /// Opens the device and does the work; what is worth a remark meanwhile goes to the console.
    func open<Task: DeviceTask>(
        for task: Task, _ console: Console
    ) throws(CommandFailure) -> Task.Result {
        switch self {
        case .drive(let path, let choice):
            let drive = try usable { () throws(DriveError) in
                try Drive.open(path, over: choice) { console.note("\($0)") }
            }
            return try task.perform(on: drive, clock: RealClock())
        case .image(let path):
            let image = try usable { () throws(ImageError) in try ImageSource(path) }
            return try task.perform(on: image, clock: RealClock())
        case .sheet(let path):
            let image = try usable { () throws(ImageError) in try CdioImage(path) }
            return try task.perform(on: image, clock: RealClock())
        case .simulation(let choice):
            let clock = VirtualClock()
            return try task.perform(
                on: try choice.disc(clock: clock),
                clock: SimulatedClock(clock, pace: choice.pace))
        }
    }

    /// By what the path leads to; what is below /dev and does not exist was meant to be a drive.
    private static func kind(of path: String, over choice: TransportChoice) -> SourceLocation {
        let kind = PathKind(of: path)
        if kind == .blockDevice || (kind == nil && path.hasPrefix("/dev/")) {
            return .drive(path, over: choice)
        }
        let name = path.lowercased()
        return name.hasSuffix(".cue") || name.hasSuffix(".toc") ? .sheet(path) : .image(path)
    }

    private func usable<Device: ~Copyable, Failure: Error>(
        _ open: () throws(Failure) -> Device
    ) throws(CommandFailure) -> Device {
        do throws(Failure) {
            return try open()
        } catch {
            throw CommandFailure(.driveUnusable, "\(error)")
        }
    }
}
