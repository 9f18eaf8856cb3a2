import DiscIO
import RescueCore

extension RipStart {
    /// What is about to be copied, for a person.
    var line: String {
        let kind = [disc.profile?.name, Format.bytes(map.range.byteCount)].compactMap(\.self)
        let disc = "\(volume?.label ?? device) (\(kind.joined(separator: ", ")))"
        guard isResumed else { return "copying \(disc) to \(image)" }
        let share = Format.percent(map.count(of: .rescued), of: map.sectorCount)
        return "resuming \(image) from \(disc): \(share) are there"
    }
}
