import Glibc
import RescueCore
import SCSITarget

/// A file with a line for each command: model second, name, LBA, count, FUA, and what came of it.
@safe
final class CommandLog {
    private let file: UnsafeMutablePointer<FILE>

    init(path: String) throws(DriveFailure) {
        guard let file = unsafe fopen(path, "we") else { throw .system("create \(path)") }
        unsafe self.file = unsafe file
        unsafe setlinebuf(file)
    }

    deinit { unsafe fclose(file) }

    func note(_ block: [UInt8], _ outcome: SimulatedTarget.Outcome, at now: Duration) {
        var words = ["\(now.seconds)", SimulatedTarget.name(of: block[0])]
        if let range = SimulatedTarget.readRange(of: block) {
            words += ["\(range.start)", "\(range.count)", block[1] & 8 == 0 ? "-" : "FUA"]
        }
        switch outcome {
        case .reply(let reply): words.append(reply.sense?.description ?? "good")
        case .silence: words.append("no answer")
        case .gone: words.append("gone")
        }
        unsafe fputs(words.joined(separator: " ") + "\n", file)
    }
}
