import RescueCore

/// How fast the disc was read: over the disc and over the time.
struct SpeedSection {
    private let analysis: ImageAnalysis
    private let family: DiscProfile.Family

    init(_ analysis: ImageAnalysis, family: DiscProfile.Family) {
        self.analysis = analysis
        self.family = family
    }

    var html: HTML {
        guard let speeds = analysis.record?.speeds,
            speeds.places.contains(where: { $0.sectors > 0 })
        else {
            return """
                <section id="speed"><h2>Read speed</h2>
                <p class="note">No record beside the image tells how fast the disc was read.</p>
                </section>
                """
        }
        return """
            <section id="speed"><h2>Read speed</h2>
            <p>\(line(speeds))</p>
            \(chartOverDisc(speeds).figure)
            \(chartOverTime(speeds).figure)
            <ul class="legend">
            <li><i class="key curve"></i>speed</li>
            <li><i class="key slow"></i>read at less than half the speed around it</li>
            <li><i class="key bad"></i>over the disc: missing; over the time: reads that failed</li>
            </ul>
            </section>
            """
    }

    private func line(_ speeds: SpeedProfile) -> String {
        let all = speeds.total
        let rate = (all.sectorsPerSecond ?? 0) * Double(Sector.size)
        let multiple = Format.speed(rate / family.singleSpeed)
        let read = "Reads that succeeded went at \(Format.rate(rate)) on average (\(multiple))."
        let slow = speeds.slowPlaces.count
        let slowness =
            slow == 0
            ? "" : " \(Format.percent(slow, of: speeds.places.count)) of the disc was slow."
        guard all.errors > 0 else { return "\(read) None failed.\(slowness)" }
        let lost = Format.duration(.microseconds(all.errorMicroseconds))
        let whole = Format.duration(.microseconds(speeds.microseconds))
        return
            "\(read) \(Format.count(all.errors, "read")) failed, which took \(lost) of \(whole) "
            + "in all.\(slowness)"
    }

    private func chartOverDisc(_ speeds: SpeedProfile) -> SpeedChart {
        let end = Double(max(1, analysis.map.sectorCount))
        let span = { (range: SectorRange) in
            min(1, Double(range.start) / end)..<min(1, Double(range.end) / end)
        }
        let steps = speeds.places.indices.map { index in
            SpeedChart.Step(
                span: span(speeds.sectors(of: index)),
                speed: speeds.places[index].sectorsPerSecond.map { $0 * Double(Sector.size) })
        }
        return SpeedChart(
            title: "Over the disc, from the first sector (LBA 0) to the last",
            summary: Self.summary(steps), steps: steps,
            marks: [
                .init(
                    style: "slow", spans: speeds.slowPlaces.map { span(speeds.sectors(of: $0)) }),
                .init(style: "bad", spans: analysis.damage.bad.ranges.map(span), isBelow: true),
            ],
            labels: (0...4).map { Format.grouped(analysis.map.sectorCount * $0 / 4) })
    }

    private func chartOverTime(_ speeds: SpeedProfile) -> SpeedChart {
        let interval = speeds.intervalMicroseconds
        let whole = max(speeds.microseconds, (speeds.intervals.count - 1) * interval, 1)
        let spans = speeds.intervals.indices.map { index in
            let end = min(whole, (index + 1) * interval)
            return Double(index * interval) / Double(whole)..<Double(end) / Double(whole)
        }
        let steps = zip(spans, speeds.intervals).map { span, part in
            let seconds = (span.upperBound - span.lowerBound) * Double(whole) / 1e6
            let bytes = Double(part.sectors * Sector.size)
            return SpeedChart.Step(span: span, speed: seconds > 0 ? bytes / seconds : nil)
        }
        let failed = zip(spans, speeds.intervals).filter { $0.1.errors > 0 }.map(\.0)
        let runs = analysis.record?.history.count ?? 1
        return SpeedChart(
            title: runs > 1 ? "Over the time of \(runs) runs" : "Over the time",
            summary: Self.summary(steps), steps: steps,
            marks: [.init(style: "bad", spans: failed, isBelow: true)],
            labels: (0...4).map { Format.duration(.microseconds(whole / 4 * $0)) })
    }

    private static func summary(_ steps: [SpeedChart.Step]) -> String {
        let speeds = steps.compactMap(\.speed)
        let (low, high) = (speeds.min() ?? 0, speeds.max() ?? 0)
        return "A curve between \(Format.rate(low)) and \(Format.rate(high))"
    }
}
