import RescueCore

/// READ CD, as far as it reads the headers of sectors: what a drive can tell of their kind.
extension SimulatedTarget {
    /// Answers with header and subheader of sectors of one track: 12 bytes each in Mode 2, 4 in Mode 1.
    ///
    /// Source: MMC-6 6.19, main channel selection 60h; ECMA-130 14.2 and the CD-ROM XA subheader.
    func readHeaders(_ command: CommandBlock) -> TargetReply {
        let layout = currentLayout
        let range = SectorRange(start: command.number(2..<6), count: command.number(6..<9))
        guard layout.profile.family == .cd, command.bytes[9] == 0x60 else {
            return TargetReply(.invalidField)
        }
        guard let track = layout.track(at: range.start), track.content == .data,
            range.end <= track.range.end, !layout.runOuts.contains(where: range.overlaps)
        else { return TargetReply(.wrongTrackType) }
        return TargetReply(data: (range.start..<range.end).flatMap { header(of: $0, layout) })
    }

    private func header(of lba: LBA, _ layout: DiscLayout) -> [UInt8] {
        let frames = lba + 150
        let fields = [frames / 4500, frames / 75 % 60, frames % 75]
        let address = fields.map { UInt8($0 / 10 % 10 * 16 + $0 % 10) }
        guard layout.isXA else { return address + [1] }
        let isFormTwo = layout.formTwo.contains { $0.contains(lba) }
        // Submode: real-time, Form 2, video; or data.
        let subheader: [UInt8] = [0, 0, isFormTwo ? 0x62 : 0x08, 0]
        return address + [2] + subheader + subheader
    }
}
