import RescueCore

/// A curve of read speeds, with areas that are marked: 1000 units wide and 100 high, stretched to
/// fit, and a strip below it.
struct SpeedChart {
    /// A step of the curve.
    struct Step {
        /// From where to where, as shares of the width.
        var span: Range<Double>
        /// In bytes a second; nil where nothing was read.
        var speed: Double?
    }

    /// Parts of the width that are marked, by the name of their style.
    struct Marks {
        var style: String
        var spans: [Range<Double>]
        /// Whether they are marked below the curve, not behind it.
        var isBelow = false
    }

    var title: String
    /// The curve in words, for who does not see it.
    var summary: String
    var steps: [Step]
    var marks: [Marks]
    /// What stands below it, from the left end to the right end.
    var labels: [String]

    /// The chart with its axes.
    var figure: HTML {
        let top = Self.roundedUp(steps.compactMap(\.speed).max() ?? 0)
        let rates = [Format.rate(top), Format.rate(top / 2), "0"]
        return """
            <figure class="chart">
            <figcaption>\(title)</figcaption>
            <div class="plot" role="img" aria-label="\(summary)">
            <div class="rates" aria-hidden="true">\
            \(rates.map { "<span>\($0)</span>" as HTML })</div>
            <svg viewBox="0 0 1000 112" preserveAspectRatio="none" aria-hidden="true">
            <path class="grid" d="M0 0H1000M0 50H1000M0 100H1000"/>
            <rect class="strip" y="104" width="1000" height="8"/>
            \(marks.map(Self.drawing))
            <path class="below" d="\(path(top: top, isClosed: true))"/>
            <path class="curve" d="\(path(top: top, isClosed: false))"/>
            </svg>
            <div class="places" aria-hidden="true">\
            \(labels.map { "<span>\($0)</span>" as HTML })</div>
            </div>
            </figure>
            """
    }

    /// The curve, broken where nothing was read.
    private func path(top: Double, isClosed: Bool) -> String {
        var path = ""
        var isDrawing = false
        for step in steps {
            guard let speed = step.speed, top > 0 else {
                if isDrawing, isClosed { path += "V100Z" }
                isDrawing = false
                continue
            }
            let start = (step.span.lowerBound * 1000).text(decimals: 1)
            let end = (step.span.upperBound * 1000).text(decimals: 1)
            let height = (100 - 100 * speed / top).text(decimals: 1)
            if !isDrawing { path += isClosed ? "M\(start) 100" : "M\(start) \(height)" }
            path += "V\(height)H\(end)"
            isDrawing = true
        }
        return path + (isDrawing && isClosed ? "V100Z" : "")
    }

    /// Marked areas; a narrow one is seen by its outline.
    private static func drawing(of marks: Marks) -> HTML {
        let (top, bottom) = marks.isBelow ? (104, 112) : (0, 100)
        let paths = merging(marks.spans).map { span in
            let start = (span.lowerBound * 1000).text(decimals: 1)
            let end = (span.upperBound * 1000).text(decimals: 1)
            return "M\(start) \(top)H\(end)V\(bottom)H\(start)Z"
        }
        return paths.isEmpty
            ? .empty : "<path class=\"\(marks.style)\" d=\"\(paths.joined())\"/>"
    }

    /// Spans, those as one that cannot be told apart; ascending.
    private static func merging(_ spans: [Range<Double>]) -> [Range<Double>] {
        spans.reduce(into: []) { merged, span in
            guard let last = merged.last, span.lowerBound - last.upperBound < 0.002 else {
                return merged.append(span)
            }
            merged[merged.count - 1] =
                last.lowerBound..<max(last.upperBound, span.upperBound)
        }
    }

    /// The next number above that is good for an axis.
    static func roundedUp(_ value: Double) -> Double {
        guard value > 0 else { return 0 }
        var unit = 1.0
        while unit * 10 <= value { unit *= 10 }
        return [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8].map { $0 * unit }.first { $0 >= value }
            ?? unit * 10
    }
}
