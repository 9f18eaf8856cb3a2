import DiscIO
import RescueCore

extension ComparisonStart {
    /// What is about to be compared, for a person.
    var line: String {
        let size = Format.bytes(sectors * Sector.size)
        let unknown = hasFirstPass ? "" : ", without a record of what was read first"
        return "comparing \(image) with the disc in \(device) (\(size))\(unknown)"
    }
}
