import RescueCore

/// The commands that ask what disc it is: its size, its tracks, its lead-in.
extension SimulatedTarget {
    func capacity() -> TargetReply {
        let layout = currentLayout
        let count = layout.claimedSectorCount ?? layout.sectorCount
        return TargetReply(
            data: UInt32(max(0, count - 1)).bigEndianBytes
                + UInt32(Sector.size).bigEndianBytes)
    }

    func describe(_ operation: Operation, _ command: CommandBlock) -> TargetReply {
        let information = DiscInformation(layout: currentLayout)
        switch operation {
        case .readDiscInformation: return data(information.disc(), for: command)
        case .readTrackInformation:
            let track = information.track(
                addressType: Int(command.bytes[1] & 3), address: command.number(2..<6))
            return data(track, for: command)
        case .readDiscStructure:
            let structure = information.structure(format: Int(command.bytes[7]))
            return structure.map { data($0, cutAt: command.number(8..<10)) }
                ?? TargetReply(.invalidField)
        default:
            let table = TableOfContents(
                layout: currentLayout, inMinutes: command.bytes[1] & 2 != 0)
            // Before MMC the format stood in the two highest bits of the control byte.
            let format = Int(command.bytes[2] & 0x0F)
            let bytes = table.answer(
                format: format == 0 ? Int(command.bytes[9] >> 6) : format,
                from: Int(command.bytes[6]))
            return data(bytes, for: command)
        }
    }
}
