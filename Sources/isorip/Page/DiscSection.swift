import RescueCore

/// The disc drawn, what its colours mean, and how far the drawing can be trusted.
struct DiscSection {
    let drawing: DiscDrawing

    var html: HTML {
        """
        <section id="disc"><h2>The disc</h2>
        <div class="beside">
        \(drawing.svg)
        <div>
        <ul class="legend">
        \(legend)
        </ul>
        <p class="note">\(drawing.caption)</p>
        </div>
        </div>
        </section>
        """
    }

    private var legend: [HTML] {
        let keys: [(String, String, Bool)] = [
            ("data", "read", true),
            ("bad", "could not be read", drawing.has(.bad)),
            ("doubtful", "failed, not tried sector by sector yet", drawing.has(.doubtful)),
            ("unread", "not read yet", drawing.has(.unread)),
            ("excluded", "no data on the disc (audio, gaps)", drawing.has(.excluded)),
            ("area", "not written", drawing.hasFreeArea),
        ]
        return keys.filter(\.2).map { style, words, _ in
            "<li><i class=\"key \(style)\"></i>\(words)</li>"
        }
    }
}

extension DiscDrawing {
    /// How the drawing is made and what of it is exact.
    var caption: HTML {
        let kind = isFamilyKnown ? family.rawValue : "\(family.rawValue), by its size"
        let pitch = (geometry.trackPitch * 1000).text(decimals: 2)
        return """
            Drawn to scale as a disc of 120 mm (\(kind)), seen from the side that is read; on paper \
            it has that size, so the disc can be laid beside it. The circles are 30, 40 and 50 mm \
            from the centre. The radius follows from the LBA: the data begin \
            \(geometry.innerRadius, decimals: 1) mm from the centre, turns are \(pitch) µm apart and \
            all sectors equally long. It is right to about \(tolerance).\(layerWords)\(markWords)
            """
    }

    /// How far the radius can be off.
    ///
    /// A CD may run at 1.2 to 1.4 m/s (ECMA-130 clause 10.5); DVD and BD vary by about 1 %.
    private var tolerance: String { family == .cd ? "1.5 mm" : "half a millimetre" }

    private var layerWords: String {
        guard layers > 1 else { return "" }
        return """
             It has \(layers) layers, which are drawn on one another; the turn from one to the next \
            is taken to be halfway, at the rim.
            """
    }

    /// What the marks of damage tell, and what not.
    private var markWords: String {
        guard damagedRadii != nil else { return "" }
        let extent =
            isDense
            ? "There is so much damage that only the circles are drawn on which it lies."
            : """
            How long an arc is, is right, too; it is drawn wider than it is, to be seen. Where \
            around the disc it lies is not known: over thousands of turns the angle drifts, so look \
            along the whole circle that is drawn faintly.
            """
        return " " + extent
    }
}
