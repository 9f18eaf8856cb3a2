import RescueCore

extension Sequence<SectorRange> {
    /// The first ranges, a line each, and how many more there are; maps and records have all.
    func lines(indent: Int = 2) -> [String] {
        let blanks = String(repeating: " ", count: indent)
        var (lines, more): ([String], Int) = ([], 0)
        for range in self {
            if lines.count < 8 { lines.append(blanks + "\(range)") } else { more += 1 }
        }
        return more > 0 ? lines + [blanks + "and \(Format.count(more, "more range"))"] : lines
    }
}
